package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.HostPath;
import io.hv.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.w3c.dom.Element;

/**
 * The files of a machine's disks on the host that it moves to: of the same paths, and empty. libvirt fills files that are
 * there, and would write over others' as gladly. Pools that are there for one are not another's, and one that is busy is
 * nobody's: one at a time. For one thread.
 */
final class MigrationFiles {

    private final HostHandle to;
    private final List<HostPath> made = new ArrayList<>();

    MigrationFiles(HostHandle to) {
        this.to = to;
    }

    /** Makes them all; one that fails leaves to {@link #remove} what there is. */
    void make(DomainJob<Domain> job, DomainRef here) throws LibvirtFailure {
        Element machine = HardenedXml.parse(here.xml(0));
        job.stage("waiting for a copy there");
        ReentrantLock lock = job.copying(to.shared().copies());
        try (FolderPools there = new FolderPools(to.shared().pools())) {
            for (DiskSpec disk : DiskXml.own(machine)) {
                HostPath file = disk.source().file().orElseThrow();
                job.requireGoing();
                job.stage("making " + file + " there");
                ByteSize capacity = here.diskCapacity(disk.target().orElseThrow());
                VolumeSpec volume = VolumeSpec.of(PathNames.base(file), capacity)
                        .format(disk.source().format())
                        .build();
                there.ofNew(file).create(StorageXml.of(volume)).close();
                made.add(file);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that were made. */
    List<HostPath> made() {
        return List.copyOf(made);
    }

    /** Deletes them; what stays is told of by the failure. */
    void remove(Exception because) {
        if (made.isEmpty()) {
            return;
        }
        ReentrantLock lock = to.sharedWhileClosing().copies();
        lock.lock();
        try (FolderPools pools = new FolderPools(to.sharedWhileClosing().pools())) {
            made.forEach(file -> pools.remove(file, because));
        } finally {
            lock.unlock();
        }
    }
}
