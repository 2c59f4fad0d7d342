// The doorstep: today's round on a phone, with or without signal.
import { start } from "./doorstep/app";

if ("indexedDB" in window && "subtle" in (window.crypto ?? {}) && "locks" in navigator) void start();
