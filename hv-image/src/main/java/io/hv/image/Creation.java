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
        refuseOptions(driver);
        long capacity = options.capacity().orElseGet(this::backingCapacity);
        Path data = options.dataFile().map(this::beside).orElse(file);
        ImageFile made = OpenFiles.create(file);
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
            return ChainOpener.open(file, open);
        } catch (RuntimeException | Error e) {
            withdraw(made, e);
            if (dataMade != null) {
                withdraw(dataMade, e);
            }
            throw e;
        }
    }

    private static void withdraw(ImageFile made, Throwable because) {
        try {
            made.close();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
        delete(made.path(), because);
    }

    /** What the format does not have. */
    private void refuseOptions(Driver driver) {
        ImageFormat format = options.format();
        if (format != ImageFormat.QCOW2 && !options.isPlain()) {
            throw refused("options", "an image of format " + format + " has not those of qcow2");
        }
        String subformat = options.subformat().orElse("");
        if (!subformat.isEmpty() && !driver.subformats().contains(subformat)) {
            throw refused("subformat", "'" + subformat + "' cannot be made, but of " + driver.subformats());
        }
        boolean hasBlocks = format == ImageFormat.VDI || format == ImageFormat.VHDX;
        if (!hasBlocks && options.blockSize().isPresent()) {
            throw refused("block_size", "only VDI and VHDX have one");
        }
        if (format != ImageFormat.VMDK && options.adapterType().isPresent()) {
            throw refused("adapter_type", "only VMDK has one");
        }
    }

    private ImageException refused(String field, String why) {
        return new ImageException(file, field, -1, why, "", null);
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

    /** Where that fails, the reason why it was to be deleted says so too. */
    static void delete(Path file, Throwable because) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
