package io.hv.mem;

import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.InvalidSpecException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import io.hv.backend.DiskFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The disks of one run. Safe for any thread. */
final class MemDisks {

    private final String domain;
    private final Map<String, MemDisk> byTarget;

    private MemDisks(String domain, Map<String, MemDisk> byTarget) {
        this.domain = domain;
        this.byTarget = byTarget;
    }

    /** Throws {@link InvalidSpecException} unless their files, or the volumes that they are, can be used. */
    static MemDisks of(DomainSpec spec, MemFolders folders) {
        List<SpecFault> faults = new ArrayList<>(DiskFiles.faults(spec, disk -> !folders.isVolume(disk)));
        faults.addAll(folders.faults(spec));
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("domain '" + spec.name() + "'", faults);
        }
        Map<String, MemDisk> byTarget = new LinkedHashMap<>();
        for (DiskSpec disk : spec.disks()) {
            byTarget.put(disk.target().orElseThrow(), new MemDisk(disk, folders));
        }
        return new MemDisks(spec.name(), byTarget);
    }

    MemDisk get(String target) {
        MemDisk disk = byTarget.get(target);
        if (disk == null) {
            throw new NotFoundException(
                    "the domain '" + domain + "' has no disk '" + target + "'; it has " + byTarget.keySet(),
                    "name one of its disks()");
        }
        return disk;
    }
}
