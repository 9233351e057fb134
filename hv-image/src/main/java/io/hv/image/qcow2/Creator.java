package io.hv.image.qcow2;

import io.hv.image.Compression;
import io.hv.image.CreateOptions;
import io.hv.image.ImageFormat;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;

/** Writes a new image: header, one table and one block of counts, and then grows it to its size as any image grows. */
final class Creator {

    private static final int V2_REFCOUNT_BITS = 16;
    private static final int MIN_EXTENDED_CLUSTER = 1 << 14;

    private final ImageFile file;
    private final CreateOptions options;

    Creator(ImageFile file, CreateOptions options) {
        this.file = file;
        this.options = options;
    }

    void run(long capacity) {
        check();
        Header header = header();
        int cluster = options.clusterSize();
        if (header.encodedSize() > cluster) {
            throw file.fault("options", -1, "names of files do not fit into a header of " + cluster + " bytes");
        }
        long most = (Header.MAX_L1_BYTES / Long.BYTES) * header.geometry().l2Span();
        if (capacity > most) {
            throw file.fault("size", -1, capacity + " bytes, and clusters of this size allow " + most);
        }
        file.resize(3L * cluster);
        ByteBuffer table = ByteBuffer.allocate(Long.BYTES).putLong(0, 2L * cluster);
        file.write("refcount table", cluster, table);
        Metadata metadata = new Metadata(file, file, header, PageCache.DEFAULT_BYTES);
        for (int i = 0; i < 3; i++) {
            metadata.refcounts.set(i, 1);
        }
        // Which writes the header too, when all that it names is there.
        new Resize(metadata).grow(capacity);
    }

    private void check() {
        refuse(options.version() == 2, options.refcountBits() != V2_REFCOUNT_BITS, "refcount_bits", "other than 16");
        refuse(options.version() == 2, options.isLazyRefcounts(), "lazy_refcounts", "");
        refuse(options.version() == 2, options.isExtendedL2(), "extended_l2", "");
        refuse(options.version() == 2, options.compression() == Compression.ZSTD, "compression_type", "zstd");
        refuse(options.version() == 2, options.dataFile().isPresent(), "data_file", "");
        if (options.isExtendedL2() && options.clusterSize() < MIN_EXTENDED_CLUSTER) {
            throw file.fault("extended_l2", -1, "clusters have 16 KiB or more then");
        }
        if (options.dataFile().isPresent()
                && options.isRawDataFile()
                && options.backingFile().isPresent()) {
            throw file.fault("data_file_raw", -1, "a raw data file has no backing file");
        }
        if (options.backingFile().map(String::length).orElse(0) > Header.MAX_BACKING_NAME) {
            throw file.fault("backing_file", -1, "its name is longer than 1023 bytes");
        }
    }

    private void refuse(boolean versionTwo, boolean isAsked, String option, String what) {
        if (versionTwo && isAsked) {
            throw file.fault(option, -1, (what.isEmpty() ? "" : what + " ") + "is not there in version 2");
        }
    }

    private Header header() {
        Header header = new Header();
        header.version = options.version();
        header.clusterBits = Integer.numberOfTrailingZeros(options.clusterSize());
        header.refcountOrder = Integer.numberOfTrailingZeros(options.refcountBits());
        header.refcountTableOffset = options.clusterSize();
        header.refcountTableClusters = 1;
        header.compression = options.compression();
        header.incompatible = (options.isExtendedL2() ? Feature.EXTENDED_L2 : 0)
                | (options.compression() == Compression.ZSTD ? Feature.COMPRESSION_TYPE : 0)
                | (options.dataFile().isPresent() ? Feature.DATA_FILE : 0);
        header.compatible = options.isLazyRefcounts() ? Feature.LAZY_REFCOUNTS : 0;
        header.autoclear = options.isRawDataFile() ? Feature.RAW_DATA_FILE : 0;
        header.backingFile = options.backingFile().orElse(null);
        options.backingFormat()
                .map(ImageFormat::id)
                .ifPresent(
                        id -> header.extension(Extension.BACKING_FORMAT, Extension.text(Extension.BACKING_FORMAT, id)));
        options.dataFile()
                .ifPresent(name -> header.extension(Extension.DATA_FILE, Extension.text(Extension.DATA_FILE, name)));
        return header;
    }
}
