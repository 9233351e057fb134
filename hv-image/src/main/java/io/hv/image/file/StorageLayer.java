package io.hv.image.file;

import java.nio.file.Path;

/** What is put between images and their files. */
@FunctionalInterface
public interface StorageLayer {

    /** Nothing. */
    StorageLayer NONE = (path, storage) -> storage;

    /** What is to be used in a file's place; it is closed in its place, too. */
    Storage over(Path path, Storage storage);
}
