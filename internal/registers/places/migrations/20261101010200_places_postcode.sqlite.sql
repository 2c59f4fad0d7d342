-- What the directories say of postcodes. There is no foreign key to ref_directory: it
-- would cost each of 2.7 million rows a look-up to guard what one statement writes.
CREATE TABLE ref_postcode (
    directory_id BIGINT NOT NULL,
    postcode     TEXT   NOT NULL,
    ended        TEXT   NOT NULL, -- month by which it had ended, '' while it is live
    district     TEXT   NOT NULL,
    ward         TEXT   NOT NULL,
    ward_before  TEXT   NOT NULL, -- of the wards before, where the file has both
    lsoa11       TEXT   NOT NULL,
    lsoa21       TEXT   NOT NULL,
    lat          DOUBLE PRECISION, -- NULL where the directory gives no place
    lon          DOUBLE PRECISION,
    PRIMARY KEY (directory_id, postcode)
) WITHOUT ROWID;
