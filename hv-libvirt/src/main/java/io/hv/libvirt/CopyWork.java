package io.hv.libvirt;

import io.hv.HostPath;
import java.util.List;

/** A disk is copied while it is written. */
final class CopyWork implements BlockWork {

    private final String target;
    private final BlockCopy how;

    CopyWork(DomainHandle domain, DiskChain disk, BlockCopy how) {
        this.target = disk.target();
        this.how = how;
        if (disk.uses(how.file())) {
            throw DiskChain.fault(
                    domain, "file", how.file().path(), "the disk is in it", "choose another name or folder");
        }
    }

    @Override
    public String words() {
        return "copying";
    }

    @Override
    public Ending ending() {
        return how.pivots() ? Ending.PIVOT : Ending.STAY;
    }

    @Override
    public List<HostPath> makes() {
        return how.isReusing() ? List.of() : List.of(how.file());
    }

    @Override
    public void begin(BlockRef disk) throws LibvirtFailure {
        int flags = LibvirtCalls.COPY_TRANSIENT_JOB
                | (how.isShallow() ? LibvirtCalls.COPY_SHALLOW : 0)
                | (how.isReusing() ? LibvirtCalls.COPY_REUSE_EXT : 0);
        disk.copy(target, BlockXml.destination(how.file(), how.format()), how.bandwidth(), flags);
    }

    @Override
    public boolean isDone(DiskChain now) {
        return now.isOn(how.file());
    }
}
