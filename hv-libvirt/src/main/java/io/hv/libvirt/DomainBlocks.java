package io.hv.libvirt;

import io.hv.HostPath;
import io.hv.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A domain's disks in use, through one handle of it; every call looks it up anew. */
final class DomainBlocks implements LibvirtBlocks {

    private final DomainHandle domain;

    DomainBlocks(DomainHandle domain) {
        this.domain = domain;
    }

    private Map<String, DiskChain> disks(String verb) {
        return domain.lookup().ask(verb, ref -> DiskChain.all(ref.xml(0)));
    }

    private Map<String, DiskChain> activeDisks(String verb) {
        domain.transitions().requireActive(verb);
        return disks(verb);
    }

    private DiskChain writable(String verb, String target) {
        return DiskChain.requireWritable(activeDisks(verb), target, domain);
    }

    private void requireWritable(Map<String, DiskChain> disks, Collection<String> targets) {
        for (String target : targets) {
            DiskChain unused = DiskChain.requireWritable(disks, target, domain);
        }
    }

    @Override
    public List<HostPath> chain(String target) {
        return DiskChain.require(activeDisks("look at the disk '" + target + "'"), target, domain)
                .files();
    }

    @Override
    public Job<Map<String, HostPath>> takeDiskSnapshot(DiskSnapshotSpec spec) {
        String verb = "disk snapshot";
        requireWritable(
                spec.isQuiesced() ? activeDisks(verb) : disks(verb),
                spec.files().keySet());
        return DomainJob.start(domain.lookup(), verb, new DiskSnapshotTaking(domain, spec)::run);
    }

    @Override
    public Job<HostPath> blockPull(String target, BlockPull how) {
        return job("pull", target, new PullWork(domain, writable("pull", target), how));
    }

    @Override
    public Job<HostPath> blockCommit(String target, BlockCommit how) {
        return job("commit", target, new CommitWork(domain, writable("commit", target), how));
    }

    @Override
    public Job<HostPath> blockCopy(String target, BlockCopy how) {
        return job("copy", target, new CopyWork(domain, writable("copy", target), how));
    }

    private Job<HostPath> job(String verb, String target, BlockWork work) {
        return DomainJob.start(
                domain.lookup(), verb + " of the disk '" + target + "'", new BlockJobRun(domain, target, work)::run);
    }

    @Override
    public LibvirtCheckpoint createCheckpoint(CheckpointSpec spec) {
        requireWritable(activeDisks("checkpoint"), spec.disks());
        return domain.lookup().ask(spec.toString(), ref -> {
            if (CheckpointRef.isThere(ref, spec.name())) {
                throw BackupRun.taken(domain, spec);
            }
            CheckpointRef.create(ref, BlockXml.checkpoint(spec));
            return new CheckpointHandle(domain, spec.name());
        });
    }

    @Override
    public List<LibvirtCheckpoint> checkpoints() {
        return domain.lookup().ask("checkpoints", ref -> {
            List<LibvirtCheckpoint> all = new ArrayList<>();
            for (CheckpointRef each : CheckpointRef.all(ref)) {
                try (each) {
                    all.add(new CheckpointHandle(domain, each.name()));
                }
            }
            return List.copyOf(all);
        });
    }

    @Override
    public Optional<LibvirtCheckpoint> checkpoint(String name) {
        return domain.lookup().ask("look-up of a checkpoint", ref -> CheckpointRef.isThere(ref, name))
                ? Optional.of(new CheckpointHandle(domain, name))
                : Optional.empty();
    }

    @Override
    public Job<Map<String, HostPath>> backup(BackupSpec spec) {
        Map<String, DiskChain> disks = activeDisks("backup");
        requireWritable(disks, spec.files().keySet());
        spec.checkpoint().ifPresent(checkpoint -> requireWritable(disks, checkpoint.disks()));
        return DomainJob.start(domain.lookup(), "backup", new BackupRun(domain, spec)::run);
    }
}
