package io.hv.image;

/** How the compressed clusters of a qcow2 image are compressed. */
public enum Compression {
    /** Deflate without a header, which every version reads. */
    DEFLATE("zlib"),
    /** Zstandard, for version 3; needs {@code com.github.luben:zstd-jni} at run time. */
    ZSTD("zstd");

    private final String id;

    Compression(String id) {
        this.id = id;
    }

    /** Its name as {@code qemu-img -o compression_type=} has it. */
    public String id() {
        return id;
    }
}
