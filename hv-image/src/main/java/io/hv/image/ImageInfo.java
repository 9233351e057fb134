package io.hv.image;

import io.hv.image.file.OpenFiles;
import io.hv.image.spi.Disk;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What an image says of itself. A snapshot: it does not change with the image. Immutable. */
public final class ImageInfo {

    private final Path file;
    private final ImageFormat format;
    private final long capacity;
    private final long fileLength;
    private final Map<String, String> details;
    private final OptionalLong allocated;

    /**
     * As a format tells it.
     *
     * @param details in the words of {@code qemu-img info}, for example {@code cluster-size}
     */
    public ImageInfo(Path file, ImageFormat format, long capacity, long fileLength, Map<String, String> details) {
        this(file, format, capacity, fileLength, details, OptionalLong.empty());
    }

    private ImageInfo(
            Path file,
            ImageFormat format,
            long capacity,
            long fileLength,
            Map<String, String> details,
            OptionalLong allocated) {
        this.file = file;
        this.format = format;
        this.capacity = capacity;
        this.fileLength = fileLength;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        this.allocated = allocated;
    }

    /** Of a disk, with the room that its files take. */
    static ImageInfo of(Disk disk) {
        List<OptionalLong> own =
                disk.ownFiles().stream().map(OpenFiles::allocated).toList();
        boolean known = own.stream().allMatch(OptionalLong::isPresent);
        long bytes = own.stream().mapToLong(each -> each.orElse(0)).sum();
        ImageInfo told = disk.info();
        return new ImageInfo(
                told.file,
                told.format,
                told.capacity,
                told.fileLength,
                told.details,
                known ? OptionalLong.of(bytes) : OptionalLong.empty());
    }

    /** The image's file. */
    public Path file() {
        return file;
    }

    /** What it is. */
    public ImageFormat format() {
        return format;
    }

    /** The disk's size, in bytes. */
    public long capacity() {
        return capacity;
    }

    /** The file's length, in bytes; holes count. */
    public long fileLength() {
        return fileLength;
    }

    /**
     * How many bytes of storage the image's own files take, in which holes do not count; as in {@code qemu-img info} an
     * external data file of qcow2 does not, either. Empty where that is not known: without hv-native, and elsewhere than on
     * Linux.
     */
    public OptionalLong allocated() {
        return allocated;
    }

    /** The backing file's name as it stands in the image. */
    public Optional<String> backingFile() {
        return Optional.ofNullable(details.get("backing-filename"));
    }

    /** The backing file's format as it stands in the image. */
    public Optional<String> backingFormat() {
        return Optional.ofNullable(details.get("backing-filename-format"));
    }

    /** The rest, in the words of {@code qemu-img info}: {@code cluster-size}, {@code compat}, {@code refcount-bits}... */
    public Map<String, String> details() {
        return details;
    }

    @Override
    public String toString() {
        return file + ": " + format + ", " + capacity + " bytes, " + details;
    }
}
