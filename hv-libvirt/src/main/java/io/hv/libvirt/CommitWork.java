package io.hv.libvirt;

import io.hv.HostPath;
import io.hv.InvalidStateException;
import java.util.List;

/** A file of a disk's is merged into one that it stands on. */
final class CommitWork implements BlockWork {

    private final String target;
    private final BlockCommit how;
    private final HostPath top;
    private final HostPath base;
    private final boolean isActive;

    CommitWork(DomainHandle domain, DiskChain disk, BlockCommit how) {
        this.target = disk.target();
        this.how = how;
        this.top = how.top().orElseGet(disk::top);
        int last = disk.files().size() - 1;
        int depth = disk.depth(top, domain);
        if (depth == last) {
            throw new InvalidStateException(
                    "commit is not possible: " + top + ", of the disk '" + target + "' of " + domain
                            + ", stands on nothing",
                    "there is something to merge after takeDiskSnapshot");
        }
        this.base = how.base().orElseGet(() -> disk.files().get(last));
        if (disk.depth(base, domain) <= depth) {
            throw DiskChain.fault(
                    domain, "base", base.path(), top + " does not stand on it", "choose one further down");
        }
        this.isActive = depth == 0;
        if (!isActive && how.keepsOverlay()) {
            throw DiskChain.fault(
                    domain, "top", top.path(), "it is no overlay that is written", "leave keepingOverlay() out");
        }
    }

    @Override
    public String words() {
        return "committing";
    }

    @Override
    public Ending ending() {
        if (!isActive) {
            return Ending.ITSELF;
        }
        return how.keepsOverlay() ? Ending.STAY : Ending.PIVOT;
    }

    @Override
    public List<HostPath> makes() {
        return List.of();
    }

    @Override
    public void begin(BlockRef disk) throws LibvirtFailure {
        int flags = (isActive ? LibvirtCalls.COMMIT_ACTIVE : 0) | (how.deletes() ? LibvirtCalls.COMMIT_DELETE : 0);
        disk.commit(target, base.path(), top.path(), how.bandwidth(), flags);
    }

    @Override
    public boolean isDone(DiskChain now) {
        return isActive
                ? now.isOn(base)
                : now.files().contains(base) && !now.files().contains(top);
    }
}
