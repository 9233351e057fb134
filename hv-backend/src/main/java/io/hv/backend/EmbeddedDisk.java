package io.hv.backend;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.DiskStatistics;
import io.hv.Domain;
import io.hv.Feature;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.PlugFlag;
import java.util.List;

/** A disk of an {@link EmbeddedDomain}. */
final class EmbeddedDisk implements Disk {

    private final EmbeddedDomain domain;
    private final String target;

    EmbeddedDisk(EmbeddedDomain domain, DiskSpec spec) {
        this.domain = domain;
        this.target = spec.target().orElseThrow(() -> new IllegalArgumentException("a disk without a target"));
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
        return spec(domain.live());
    }

    private DiskSpec spec(LiveDomain live) {
        List<DiskSpec> all = live.present().disks();
        return all.stream()
                .filter(disk -> disk.target().filter(target::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        live.subject() + " has no disk '" + target + "'; it has "
                                + all.stream()
                                        .flatMap(disk -> disk.target().stream())
                                        .toList(),
                        "name one of its disks()"));
    }

    @Override
    public ByteSize capacity() {
        MachineFactory factory = domain.factory();
        LiveDomain live = domain.live();
        return live.look("looking at " + subject(), machine -> {
            DiskSpec spec = spec(live);
            return machine.map(active -> active.diskCapacity(target)).orElseGet(() -> factory.diskCapacity(spec));
        });
    }

    @Override
    public void resize(ByteSize capacity) {
        LiveDomain live = domain.live();
        domain.factory().features().require(live.subject(), Feature.DISK_RESIZE);
        DiskFiles.requireSectors(capacity);
        Object unused = live.change("resize of " + subject(), machine -> {
            DiskFiles.requireWritable(spec(live), subject() + " of '" + domain.name() + "'");
            machine.resizeDisk(target, capacity);
            return capacity;
        });
    }

    @Override
    public DiskStatistics statistics() {
        LiveDomain live = domain.live();
        domain.factory().features().require(live.subject(), Feature.DISK_STATISTICS);
        return live.ask("statistics of " + subject(), machine -> {
            DiskSpec unused = spec(live);
            return machine.diskStatistics(target);
        });
    }

    @Override
    public Job<DiskSpec> detach(PlugFlag... flags) {
        return Plugging.of(domain, flags).detach(this);
    }

    private String subject() {
        return "the disk '" + target + "'";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmbeddedDisk that && target.equals(that.target) && domain.equals(that.domain);
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
