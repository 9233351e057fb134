package io.hv.shell.image;

import io.hv.image.ChainLink;
import io.hv.image.ImageInfo;
import io.hv.image.SnapshotInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an image says of itself, with the keys and types of {@code qemu-img}; what is not known is left out. */
final class InfoJson {

    private InfoJson() {}

    static Map<String, Object> of(String name, ChainLink link) {
        ImageInfo info = link.info();
        Map<String, Object> all = new LinkedHashMap<>();
        if (!link.snapshots().isEmpty()) {
            all.put("snapshots", link.snapshots().stream().map(InfoJson::of).toList());
        }
        all.put("virtual-size", info.capacity());
        all.put("filename", name);
        String cluster = info.details().get(Details.CLUSTER_SIZE);
        if (cluster != null) {
            all.put(Details.CLUSTER_SIZE, Long.valueOf(cluster));
        }
        all.put("format", info.format().id());
        info.allocated().ifPresent(bytes -> all.put("actual-size", bytes));
        Map<String, Object> specific = new LinkedHashMap<>();
        info.details().forEach((key, text) -> {
            if (Details.isOfQemu(key)) {
                specific.put(key, Details.value(key, text));
            }
        });
        if (!specific.isEmpty()) {
            Map<String, Object> typed = new LinkedHashMap<>();
            typed.put("type", info.format().id());
            typed.put("data", specific);
            all.put("format-specific", typed);
        }
        info.backingFile().ifPresent(backing -> {
            all.put("full-backing-filename", Names.beside(name, backing));
            all.put("backing-filename", backing);
        });
        info.backingFormat().ifPresent(format -> all.put("backing-filename-format", format));
        String dirty = info.details().get(Details.DIRTY);
        if (dirty != null) {
            all.put(Details.DIRTY, Boolean.valueOf(dirty));
        }
        return all;
    }

    private static Map<String, Object> of(SnapshotInfo snapshot) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", snapshot.id());
        all.put("name", snapshot.name());
        all.put("vm-state-size", snapshot.vmStateSize());
        Instant created = snapshot.created();
        all.put("date-sec", created.getEpochSecond());
        all.put("date-nsec", created.getNano());
        return all;
    }
}
