// What Valhalla wants to be told, as its own tool writes it where nothing else is set.
const limits = { max_distance: 500000, max_locations: 50, max_matrix_distance: 200000, max_matrix_location_pairs: 2500 };
const search = { max_up_transitions: { 1: 400, 2: 100 }, expand_within_distance: { 0: 1e8, 1: 20000, 2: 5000 } };
const quiet = { type: "", color: false, file_name: "" };

export const config = (tiles) => ({
  mjolnir: {
    tile_dir: tiles, logging: quiet, max_cache_size: 100_000_000, id_table_size: 10_000, max_concurrent_reader_users: 1,
    hierarchy: true, shortcuts: true, include_driveways: true, include_bicycle: true, include_pedestrian: true, include_driving: true,
    include_construction: false, include_platforms: false, import_bike_share_stations: false, reclassify_links: true,
    data_processing: {
      infer_internal_intersections: true, infer_turn_channels: true, apply_country_overrides: true, use_admin_db: false,
      use_direction_on_ways: false, allow_alt_name: false, use_urban_tag: false, use_rest_area: false, scan_tar: false, grid_divisions_within_tile: 32,
    },
  },
  additional_data: { elevation: "" },
  loki: {
    actions: ["locate", "sources_to_targets", "status"], logging: { ...quiet, long_request: 100 }, use_connectivity: true,
    service_defaults: { radius: 0, minimum_reachability: 50, search_cutoff: 35000, node_snap_tolerance: 5, street_side_tolerance: 5, street_side_max_distance: 1000, heading_tolerance: 60 },
  },
  thor: {
    logging: { ...quiet, long_request: 110 }, source_to_target_algorithm: "select_optimal", extended_search: false, clear_reserved_memory: false,
    max_reserved_labels_count_astar: 20000, max_reserved_labels_count_bidir_astar: 10000,
    max_reserved_labels_count_dijkstras: 40000, max_reserved_labels_count_bidir_dijkstras: 20000,
    costmatrix: { check_reverse_connection: true, allow_second_pass: false, max_reserved_locations: 25, max_iterations: 2800, min_iterations: 100, hierarchy_limits: { max_up_transitions: search.max_up_transitions } },
    bidirectional_astar: { threshold_delta: 420, alternative_cost_extend: 1.2, alternative_iterations_delta: 100000, hierarchy_limits: search },
    unidirectional_astar: { hierarchy_limits: search },
  },
  odin: { logging: quiet, markup_formatter: { markup_enabled: false, phoneme_format: "" } },
  meili: {
    mode: "auto", customizable: [], logging: quiet, grid: { size: 500, cache_size: 100240 },
    default: { sigma_z: 4.07, beta: 3, max_route_distance_factor: 5, max_route_time_factor: 5, max_search_radius: 100, breakage_distance: 2000, interpolation_distance: 10, search_radius: 50, geometry: false, route: true, turn_penalty_factor: 0, gps_accuracy: 5 },
  },
  service_limits: {
    auto: { ...limits, max_locations: 20 }, bicycle: limits, pedestrian: { ...limits, min_transit_walking_distance: 1, max_transit_walking_distance: 10000 },
    truck: limits, taxi: limits, bus: limits, motorcycle: limits, motor_scooter: limits, bikeshare: limits, multimodal: { ...limits, max_matrix_location_pairs: 0 }, transit: limits,
    skadi: { max_shape: 750000, min_resample: 10 }, status: { allow_verbose: false }, centroid: { max_distance: 200000, max_locations: 5 },
    isochrone: { max_contours: 4, max_time_contour: 120, max_distance: 25000, max_locations: 1, max_distance_contour: 200 },
    trace: { max_distance: 200000, max_gps_accuracy: 100, max_search_radius: 100, max_shape: 16000, max_alternates: 3, max_alternates_shape: 100 },
    max_exclude_locations: 50, max_exclude_polygons_length: 10000, max_radius: 200, max_reachability: 100, max_alternates: 2,
    max_timedep_distance: 500000, max_timedep_distance_matrix: 0, max_distance_disable_hierarchy_culling: 0, allow_hard_exclusions: false,
    hierarchy_limits: { allow_modification: false, bidirectional_astar: { max_allowed_up_transitions: { 1: 400, 2: 100 }, max_expand_within_distance: search.expand_within_distance }, unidirectional_astar: { max_allowed_up_transitions: { 1: 400, 2: 100 }, max_expand_within_distance: search.expand_within_distance }, costmatrix: { max_allowed_up_transitions: { 1: 400, 2: 100 } } },
  },
});
