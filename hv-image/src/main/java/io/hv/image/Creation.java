package io.hv.image;

import io.hv.image.file.ImageFile;
import io.hv.image.file.OpenFiles;
import io.hv.image.spi.Disk;
import io.hv.image.spi.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the files of a new image, and takes them away again where that fails. */
record Creation(Path file, CreateOptions options, BackingPolicy policy) {

    Disk run(OpenOptions open) {
        Driver driver = ChainOpener.driver(options.format());
        long capacity = options.capacity().orElseGet(this::backingCapacity);
        Path data = options.dataFile().map(this::beside).orElse(file);
        ImageFile made = OpenFiles.create(file);
        boolean good = false;
        @Nullable ImageFile dataMade = null;
        try {
            if (options.dataFile().isPresent()) {
                dataMade = OpenFiles.create(data);
                ImageFile dataLayered = dataMade.through(open.layer());
                dataLayered.resize(capacity);
                dataLayered.close();
            }
            ImageFile layered = made.through(open.layer());
            driver.create(layered, options, capacity, data);
            layered.close();
            Disk disk = ChainOpener.open(file, open);
            good = true;
            return disk;
        } finally {
            if (!good) {
                made.close();
                delete(file);
                if (dataMade != null) {
                    dataMade.close();
                    delete(data);
                }
            }
        }
    }

    /** A name in the new image means a file in its folder. */
    private Path beside(String name) {
        return file.toAbsolutePath().resolveSibling(name);
    }

    private long backingCapacity() {
        Path backing = beside(options.backingFile().orElseThrow());
        OpenOptions open = options.backingFormat()
                .map(OpenOptions::format)
                .orElseGet(OpenOptions::probe)
                .backing(policy);
        try (Disk disk = ChainOpener.open(backing, open)) {
            return disk.capacity();
        }
    }

    private static void delete(Path file) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ImageException(file, "file", -1, "cannot be deleted: " + e, "", e);
        }
    }

    /** Where that fails, the reason why it was to be deleted says so too. */
    static void delete(Path file, Throwable because) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
