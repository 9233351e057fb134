package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.PlugFlag;
import io.hv.backend.DiskFiles;
import java.util.List;

/** A disk by its target, through one handle of its domain; every call looks it up anew. */
final class DiskHandle implements Disk {

    private final DomainHandle domain;
    private final String target;

    DiskHandle(DomainHandle domain, String target) {
        this.domain = domain;
        this.target = target;
    }

    /** All of a domain. */
    static List<Disk> all(DomainHandle domain) {
        return domain.documents().present().disks().stream()
                .<Disk>map(disk -> new DiskHandle(domain, disk.target().orElseThrow()))
                .toList();
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public DiskSpec spec() {
        return domain.documents().present().disks().stream()
                .filter(disk -> disk.target().filter(target::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "the domain '" + domain.name() + "' has no disk '" + target + "' any more",
                        "look at its disks() again"));
    }

    @Override
    public ByteSize capacity() {
        return domain.lookup().ask("looking at the disk '" + target + "'", ref -> ref.diskCapacity(target));
    }

    @Override
    public void resize(ByteSize capacity) {
        DiskFiles.requireSectors(capacity);
        ByteSize unused = domain.transitions()
                .whileActive("resize of the disk '" + target + "'", Feature.DISK_RESIZE, ref -> {
                    DiskFiles.requireWritable(spec(), "the disk '" + target + "' of '" + domain.name() + "'");
                    ref.resizeDisk(target, capacity);
                    return capacity;
                });
    }

    @Override
    public DiskStatistics statistics() {
        return domain.transitions()
                .whileActive(
                        "statistics of the disk '" + target + "'",
                        Feature.DISK_STATISTICS,
                        ref -> ref.diskStatistics(target));
    }

    @Override
    public Job<DiskSpec> detach(PlugFlag... flags) {
        return Unplugging.start(domain, Devices.Named.disk(target), this::spec, flags);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskHandle that && target.equals(that.target) && domain.equals(that.domain);
    }

    @Override
    public int hashCode() {
        return domain.hashCode() * 31 + target.hashCode();
    }

    @Override
    public String toString() {
        return "disk '" + target + "' of " + domain;
    }
}
