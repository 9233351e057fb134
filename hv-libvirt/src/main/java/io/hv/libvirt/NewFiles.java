package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.HostPath;
import io.hv.HypervisorException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.libvirt.Error.ErrorNumber;

/**
 * Files that libvirt makes for something: none of them is there before, and where it fails none is there afterwards. For one
 * thread.
 */
final class NewFiles {

    private final SharedConnection shared;
    private final List<HostPath> files;

    NewFiles(SharedConnection shared, Collection<HostPath> files) {
        this.shared = shared;
        this.files = List.copyOf(files);
    }

    private FolderPools pools(DomainRef domain) {
        return new FolderPools(new ConnectionPools(shared.connection(), domain));
    }

    /**
     * Looks for each.
     *
     * @throws AlreadyExistsException if one is there
     */
    void requireNone(DomainJob<?> job, DomainRef domain) throws LibvirtFailure {
        if (files.isEmpty()) {
            return;
        }
        job.stage("looking for " + files);
        ReentrantLock lock = job.copying(shared.copies());
        try (FolderPools pools = pools(domain)) {
            for (HostPath file : files) {
                String unused = pools.ofNew(file).name();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Deletes those that libvirt has made and the domain does not use; what stays is told of by the failure. */
    void remove(DomainRef domain, Exception because) {
        if (files.isEmpty()) {
            return;
        }
        ReentrantLock lock = shared.copies();
        lock.lock();
        try (FolderPools pools = pools(domain)) {
            Collection<DiskChain> disks = disks(domain);
            for (HostPath file : files) {
                if (disks.stream().anyMatch(disk -> disk.uses(file))) {
                    because.addSuppressed(new IllegalStateException(file + " is left: the domain uses it"));
                } else {
                    pools.remove(file, because);
                }
            }
        } catch (LibvirtFailure | HypervisorException e) {
            because.addSuppressed(new IllegalStateException(files + " may be left over", e));
        } finally {
            lock.unlock();
        }
    }

    /** None where the domain is gone. */
    private static Collection<DiskChain> disks(DomainRef domain) throws LibvirtFailure {
        try {
            return DiskChain.all(domain.xml(0)).values();
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return List.of();
            }
            throw e;
        }
    }
}
