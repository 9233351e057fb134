package io.hv.image.qcow2;

import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an image says of itself, in the words of qemu-img. */
final class Description {

    private Description() {}

    static ImageInfo of(Metadata metadata) {
        Header header = metadata.header;
        Map<String, String> details = new LinkedHashMap<>();
        details.put("cluster-size", Integer.toString(metadata.geometry.clusterSize()));
        details.put("compat", header.version == 2 ? "0.10" : "1.1");
        details.put("compression-type", header.compression.id());
        details.put("refcount-bits", Integer.toString(metadata.geometry.refcountBits()));
        if (header.version >= 3) {
            details.put("lazy-refcounts", Boolean.toString((header.compatible & Feature.LAZY_REFCOUNTS) != 0));
            details.put("extended-l2", Boolean.toString(header.has(Feature.EXTENDED_L2)));
            details.put("corrupt", Boolean.toString(header.has(Feature.CORRUPT)));
        }
        details.put("dirty-flag", Boolean.toString(header.has(Feature.DIRTY)));
        details.put("snapshots", Integer.toString(header.snapshots));
        if (header.has(Feature.DATA_FILE)) {
            header.extension(Extension.DATA_FILE).ifPresent(name -> details.put("data-file", name.text()));
            details.put("data-file-raw", Boolean.toString((header.autoclear & Feature.RAW_DATA_FILE) != 0));
        }
        String backing = header.backingFile;
        if (backing != null) {
            details.put("backing-filename", backing);
        }
        header.backingFormat().ifPresent(format -> details.put("backing-filename-format", format));
        return new ImageInfo(metadata.file.path(), ImageFormat.QCOW2, header.size, metadata.file.size(), details);
    }
}
