package io.hv.mem;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.SpecFault;
import io.hv.backend.DiskFiles;
import io.hv.backend.VolumeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The folders of a host's pools, by their paths: none of them is on this machine. Safe for any thread. */
final class MemFolders {

    private static final char SEPARATOR = '/';

    private final Map<String, MemFolder> byPath = new ConcurrentHashMap<>();

    /** The folder there, made where it is missing. */
    MemFolder at(HostPath path) {
        return byPath.computeIfAbsent(plain(path), MemFolder::new);
    }

    /** Where a volume of that folder is. */
    static HostPath below(HostPath folder, String name) {
        return HostPath.of(plain(folder) + SEPARATOR + name);
    }

    private static String plain(HostPath path) {
        String text = path.path();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == SEPARATOR) {
            end--;
        }
        return text.substring(0, end);
    }

    Optional<VolumeFacts> find(DiskSource source) {
        return source.file().flatMap(path -> folder(path).flatMap(folder -> folder.find(name(path))));
    }

    private Optional<MemFolder> folder(HostPath file) {
        int end = file.path().lastIndexOf(SEPARATOR);
        return end < 0
                ? Optional.empty()
                : Optional.ofNullable(byPath.get(file.path().substring(0, end)));
    }

    private static String name(HostPath file) {
        return file.path().substring(file.path().lastIndexOf(SEPARATOR) + 1);
    }

    boolean isVolume(DiskSpec disk) {
        return find(disk.source()).isPresent();
    }

    /** That of a volume, or of a raw file on this machine. */
    ByteSize capacity(DiskSpec disk) {
        return find(disk.source()).map(VolumeFacts::capacity).orElseGet(() -> DiskFiles.capacity(disk));
    }

    /** Gives the volume at a path another size; false where there is none. */
    boolean resize(DiskSource source, ByteSize capacity) {
        Optional<VolumeFacts> volume = find(source);
        volume.ifPresent(there -> folder(there.path()).orElseThrow().resize(there.name(), capacity));
        return volume.isPresent();
    }

    /** No image on this machine is read here: what is not raw has to be a volume. */
    List<SpecFault> faults(DomainSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            DiskSpec disk = spec.disks().get(i);
            DiskFormat format = disk.source().format();
            if (MemPool.FORMATS.contains(format) && !format.equals(DiskFormat.RAW) && !isVolume(disk)) {
                faults.add(SpecFault.of(
                        "disks[" + i + "].source.format",
                        format.id(),
                        "this host reads that of its pools' volumes only, and this is none",
                        "make the volume first, or use a raw file"));
            }
        }
        return faults;
    }
}
