package io.hv.libvirt;

import io.hv.HostPath;
import java.util.List;
import java.util.stream.Stream;

/** What a disk's file stands on is copied into it. */
final class PullWork implements BlockWork {

    private final String target;
    private final BlockPull how;
    /** What the disk has afterwards. */
    private final List<HostPath> files;

    PullWork(DomainHandle domain, DiskChain disk, BlockPull how) {
        this.target = disk.target();
        this.how = how;
        this.files = how.base()
                .map(base -> below(domain, disk, base))
                .map(stays -> joined(disk.top(), stays))
                .orElseGet(() -> List.of(disk.top()));
    }

    private static List<HostPath> below(DomainHandle domain, DiskChain disk, HostPath base) {
        int depth = disk.depth(base, domain);
        if (depth == 0) {
            throw DiskChain.fault(domain, "base", base.path(), "it is what is to be filled", "choose one further down");
        }
        return disk.files().subList(depth, disk.files().size());
    }

    private static List<HostPath> joined(HostPath top, List<HostPath> stays) {
        return Stream.concat(Stream.of(top), stays.stream()).toList();
    }

    @Override
    public String words() {
        return "pulling";
    }

    @Override
    public Ending ending() {
        return Ending.ITSELF;
    }

    @Override
    public List<HostPath> makes() {
        return List.of();
    }

    @Override
    public void begin(BlockRef disk) throws LibvirtFailure {
        disk.pull(target, how.base().map(HostPath::path).orElse(null), how.bandwidth());
    }

    @Override
    public boolean isDone(DiskChain now) {
        return now.files().equals(files);
    }
}
