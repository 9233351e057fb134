package io.hv.image.vmdk;

import io.hv.image.ImageFormat;
import io.hv.image.ImageInfo;
import io.hv.image.file.ImageFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an image says of itself, in the words of qemu-img. */
final class Description {

    private Description() {}

    static ImageInfo of(ImageFile file, Descriptor descriptor, long cid, List<Part> parts, long capacity) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("create-type", descriptor.createType());
        details.put("cid", String.format(Locale.ROOT, "%08x", cid));
        details.put("parent-cid", String.format(Locale.ROOT, "%08x", descriptor.parentCid()));
        if (parts.get(0).grainBytes() > 1) {
            details.put("cluster-size", Integer.toString(parts.get(0).grainBytes()));
        }
        details.put("extents", Integer.toString(parts.size()));
        details.put("adapter-type", descriptor.adapterType());
        if (descriptor.parentCid() != Descriptor.NO_PARENT) {
            details.put("backing-filename", descriptor.parentName());
            details.put("backing-filename-format", ImageFormat.VMDK.id());
        }
        return new ImageInfo(file.path(), ImageFormat.VMDK, capacity, file.size(), details);
    }
}
