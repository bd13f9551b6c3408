//! Files of pictures that no row names: a kill between a picture and its row leaves them.

use super::{PictureHash, Store, StoreError};

impl Store {
    /// Deletes the files that no scan needs; gives how many those were. A scan may come in meanwhile: whether its pictures
    /// are needed is asked again when nobody is between a picture and its row.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) async fn delete_orphans(&self) -> Result<u64, StoreError> {
        let mut deleted = 0;
        for folder in self.pictures.folders()? {
            for picture in self.pictures.files(&folder)? {
                if !self.needs(&picture).await? {
                    deleted += u64::from(self.delete_unneeded(&picture).await?);
                }
            }
        }
        Ok(deleted)
    }

    /// Whether a scan needs this picture.
    pub(super) async fn needs(&self, picture: &PictureHash) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM views JOIN scans ON scans.id = views.scan
                            WHERE scans.pictures_deleted IS NULL
                                  AND (picture = ?1 OR high = ?1 OR drawn = ?1 OR thumbnail = ?1))
                 OR EXISTS (SELECT 1 FROM outcome_photos JOIN scans ON scans.id = outcome_photos.scan
                            WHERE scans.pictures_deleted IS NULL AND picture = ?1)
                 OR EXISTS (SELECT 1 FROM projections WHERE picture = ?1 OR drawn = ?1 OR thumbnail = ?1)
                 OR EXISTS (SELECT 1 FROM exercise_items WHERE instr(content, ?1) > 0)
                 OR EXISTS (SELECT 1 FROM exercise_picked WHERE instr(content, ?1) > 0)",
        )
        .bind(picture.as_str())
        .fetch_one(&self.readers)
        .await?)
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row as _;

    use super::*;

    #[tokio::test]
    async fn every_column_that_names_a_picture_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let rows = sqlx::query(
            "SELECT tables.name || '.' || columns.name AS name
             FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table' ORDER BY 1",
        )
        .fetch_all(&store.readers)
        .await
        .unwrap();
        let names: Vec<String> = rows.iter().map(|row| row.get("name")).collect();
        let about = ["picture", "image", "photo", "thumbnail", "drawn", "views.high"];
        let found: Vec<&String> = names.iter().filter(|name| about.iter().any(|word| name.contains(word))).collect();
        // A table that names pictures and is not asked would lose them at the next start: add it to `needs` and here.
        let known = [
            "outcome_photos.height",
            "outcome_photos.picture",
            "outcome_photos.scan",
            "outcome_photos.width",
            "projections.drawn",
            "projections.picture",
            "projections.thumbnail",
            // A time.
            "quality_draws.drawn_at",
            "scans.pictures_deleted",
            "scans.thumbnail_view",
            "unneeded_pictures.picture",
            "views.drawn",
            "views.high",
            "views.picture",
            "views.thumbnail",
        ];
        assert_eq!(found, known);
    }
}
