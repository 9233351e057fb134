package io.hv.libvirt;

import io.hv.HostPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Lets disks write new files, while nobody changes the domain's state by this process. */
final class DiskSnapshotTaking {

    private final DomainHandle domain;
    private final DiskSnapshotSpec spec;

    DiskSnapshotTaking(DomainHandle domain, DiskSnapshotSpec spec) {
        this.domain = domain;
        this.spec = spec;
    }

    /** All of it, on a thread of the job's; returns what was written before. */
    Map<String, HostPath> run(DomainJob<Map<String, HostPath>> job, DomainRef ref) throws LibvirtFailure {
        SharedConnection shared = domain.host().shared();
        new NewFiles(shared, spec.isReusing() ? List.of() : spec.files().values()).requireNone(job, ref);
        ReentrantLock lock = shared.domain(domain.uuid(), "disk snapshot of '" + domain.name() + "'");
        try {
            job.requireGoing();
            Map<String, DiskChain> disks = DiskChain.all(ref.xml(0));
            Map<String, HostPath> before = new LinkedHashMap<>();
            for (String target : spec.files().keySet()) {
                before.put(
                        target, DiskChain.requireWritable(disks, target, domain).top());
            }
            job.stage(spec.isQuiesced() ? "waiting for the guest's agent" : "changing over to the new files");
            new BlockRef(ref).overlay(BlockXml.overlays(disks.keySet(), spec.files()), flags());
            return Map.copyOf(before);
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    private int flags() {
        return LibvirtCalls.SNAPSHOT_DISK_ONLY
                | LibvirtCalls.SNAPSHOT_ATOMIC
                | LibvirtCalls.SNAPSHOT_NO_METADATA
                | (spec.isReusing() ? LibvirtCalls.SNAPSHOT_REUSE_EXT : 0)
                | (spec.isQuiesced() ? LibvirtCalls.SNAPSHOT_QUIESCE : 0);
    }
}
