package io.hv.image;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a new image is to be. Options that its format does not have are refused when it is made. Immutable. */
public final class CreateOptions {

    private final ImageFormat format;
    private long capacity = -1;
    private int version = 3;
    private int clusterSize;
    private int refcountBits = 16;
    private boolean lazyRefcounts;
    private boolean extendedL2;
    private Compression compression = Compression.DEFLATE;
    private @Nullable String backingFile;
    private @Nullable ImageFormat backingFormat;
    private @Nullable String dataFile;
    private boolean rawDataFile;
    private int blockSize;
    private @Nullable String subformat;
    private @Nullable String adapterType;

    private CreateOptions(ImageFormat format) {
        this.format = format;
    }

    private CreateOptions(CreateOptions from) {
        format = from.format;
        capacity = from.capacity;
        version = from.version;
        clusterSize = from.clusterSize;
        refcountBits = from.refcountBits;
        lazyRefcounts = from.lazyRefcounts;
        extendedL2 = from.extendedL2;
        compression = from.compression;
        backingFile = from.backingFile;
        backingFormat = from.backingFormat;
        dataFile = from.dataFile;
        rawDataFile = from.rawDataFile;
        blockSize = from.blockSize;
        subformat = from.subformat;
        adapterType = from.adapterType;
    }

    /**
     * An empty image.
     *
     * @param capacity in bytes
     */
    public static CreateOptions of(ImageFormat format, long capacity) {
        CreateOptions options = new CreateOptions(format);
        options.capacity = capacity;
        return options.checked(capacity >= 0, "a capacity of " + capacity);
    }

    /**
     * An overlay in qcow2: what is not written to it is read from a backing file, whose capacity it has.
     *
     * @param backing the name as it will stand in the image: relative to the folder of the image, or absolute
     */
    public static CreateOptions overlay(String backing, ImageFormat backingFormat) {
        CreateOptions options = new CreateOptions(ImageFormat.QCOW2);
        options.backingFile = backing;
        options.backingFormat = backingFormat;
        return options.checked(!backing.isEmpty(), "a backing file without a name");
    }

    /** With a capacity, in bytes; for an overlay it may differ from that of the backing file. */
    public CreateOptions capacity(long bytes) {
        CreateOptions options = new CreateOptions(this);
        options.capacity = bytes;
        return options.checked(bytes >= 0, "a capacity of " + bytes);
    }

    /** Qcow2's version: 2, or 3 (the default; {@code compat=1.1}). */
    public CreateOptions version(int number) {
        CreateOptions options = new CreateOptions(this);
        options.version = number;
        return options.checked(number == 2 || number == 3, "version " + number);
    }

    /** How large a cluster is, in bytes: a power of two from 512 to 2 MiB; 64 KiB by default. */
    public CreateOptions clusterSize(int bytes) {
        CreateOptions options = new CreateOptions(this);
        options.clusterSize = bytes;
        return options.checked(
                Integer.bitCount(bytes) == 1 && bytes >= 512 && bytes <= 2 << 20, "a cluster size of " + bytes);
    }

    /** How wide a reference count is: 1, 2, 4, ..., 64 bits; 16 by default, and in version 2 always. */
    public CreateOptions refcountBits(int bits) {
        CreateOptions options = new CreateOptions(this);
        options.refcountBits = bits;
        return options.checked(Integer.bitCount(bits) == 1 && bits >= 1 && bits <= 64, bits + " refcount bits");
    }

    /** With the mark that lets QEMU keep reference counts late. This library keeps them in time all the same. */
    public CreateOptions lazyRefcounts() {
        CreateOptions options = new CreateOptions(this);
        options.lazyRefcounts = true;
        return options;
    }

    /** With 32 subclusters to a cluster, which is 16 KiB or larger. */
    public CreateOptions extendedL2() {
        CreateOptions options = new CreateOptions(this);
        options.extendedL2 = true;
        return options;
    }

    /** How clusters are compressed, should any be. */
    public CreateOptions compression(Compression type) {
        CreateOptions options = new CreateOptions(this);
        options.compression = type;
        return options;
    }

    /**
     * With the disk's bytes in a file of their own, at the same offsets as on the disk.
     *
     * @param name relative to the folder of the image, or absolute
     * @param raw whether that file alone is to be a raw image at all times
     */
    public CreateOptions dataFile(String name, boolean raw) {
        CreateOptions options = new CreateOptions(this);
        options.dataFile = name;
        options.rawDataFile = raw;
        return options.checked(!name.isEmpty(), "a data file without a name");
    }

    /**
     * How large a block is, in bytes, of VHDX and VDI: a power of two from 4 KiB to 256 MiB. VHDX has 1 MiB or more, and by
     * default 8 MiB, or more for a large disk; VDI has 1 MiB by default, and QEMU reads no other.
     */
    public CreateOptions blockSize(int bytes) {
        CreateOptions options = new CreateOptions(this);
        options.blockSize = bytes;
        return options.checked(
                Integer.bitCount(bytes) == 1 && bytes >= 4096 && bytes <= 256 << 20, "a block size of " + bytes);
    }

    /**
     * Which variant of its format, as {@code qemu-img -o subformat=} has it: of VMDK {@code monolithicSparse} (the default)
     * or {@code streamOptimized}; of VHD and VHDX {@code dynamic} (the default) or {@code fixed}; of VDI {@code dynamic} (the
     * default) or {@code static}, for which qemu-img says {@code static=on}. One that is fixed or static has room for all of
     * its disk at once.
     */
    public CreateOptions subformat(String name) {
        CreateOptions options = new CreateOptions(this);
        options.subformat = name;
        return options;
    }

    /**
     * What a VMDK says that it is to be attached to, as {@code qemu-img -o adapter_type=} has it: {@code ide} (the default),
     * {@code buslogic}, {@code lsilogic} or {@code legacyESX}.
     */
    public CreateOptions adapterType(String name) {
        CreateOptions options = new CreateOptions(this);
        options.adapterType = name;
        return options;
    }

    private CreateOptions checked(boolean good, String what) {
        if (!good) {
            throw new IllegalArgumentException(what + " is not possible");
        }
        return this;
    }

    /** What the image will be. */
    public ImageFormat format() {
        return format;
    }

    /** In bytes; empty where it is that of the backing file. */
    public OptionalLong capacity() {
        return capacity < 0 ? OptionalLong.empty() : OptionalLong.of(capacity);
    }

    /** Qcow2's version. */
    public int version() {
        return version;
    }

    /** In bytes. */
    public int clusterSize() {
        return clusterSize == 0 ? 1 << 16 : clusterSize;
    }

    /** How wide a reference count is. */
    public int refcountBits() {
        return refcountBits;
    }

    /** Whether QEMU may keep reference counts late. */
    public boolean isLazyRefcounts() {
        return lazyRefcounts;
    }

    /** Whether clusters have subclusters. */
    public boolean isExtendedL2() {
        return extendedL2;
    }

    /** How clusters are compressed. */
    public Compression compression() {
        return compression;
    }

    /** The backing file's name. */
    public Optional<String> backingFile() {
        return Optional.ofNullable(backingFile);
    }

    /** The backing file's format. */
    public Optional<ImageFormat> backingFormat() {
        return Optional.ofNullable(backingFormat);
    }

    /** The data file's name. */
    public Optional<String> dataFile() {
        return Optional.ofNullable(dataFile);
    }

    /** Whether the data file is a raw image at all times. */
    public boolean isRawDataFile() {
        return rawDataFile;
    }

    /** In bytes; empty where it is the format's default. */
    public OptionalInt blockSize() {
        return blockSize == 0 ? OptionalInt.empty() : OptionalInt.of(blockSize);
    }

    /** Which variant of its format; empty where it is the default. */
    public Optional<String> subformat() {
        return Optional.ofNullable(subformat);
    }

    /** What a VMDK says that it is to be attached to. */
    public Optional<String> adapterType() {
        return Optional.ofNullable(adapterType);
    }

    /** Whether nothing was asked for that only qcow2 has. */
    boolean isPlain() {
        return version == 3
                && clusterSize == 0
                && refcountBits == 16
                && !lazyRefcounts
                && !extendedL2
                && compression == Compression.DEFLATE
                && backingFile == null
                && dataFile == null;
    }
}
