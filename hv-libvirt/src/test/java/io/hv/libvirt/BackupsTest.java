package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.DomainState;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backups and checkpoints of a machine that runs, beside what qemu-img and virsh say of them. */
@Tag("libvirtd")
class BackupsTest extends BlockTest {

    /** A limit is set when a backup has begun: this takes long without one, though it has next to nothing. */
    private static final ByteSize LARGE = ByteSize.gib(64);

    private static List<String> virshCheckpoints(BlockMachine machine) throws IOException {
        return machine.virsh("checkpoint-list", machine.domain.name(), "--name", "--topological")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> names(BlockMachine machine) {
        return machine.blocks.checkpoints().stream()
                .map(LibvirtCheckpoint::name)
                .toList();
    }

    @Test
    void full() throws IOException {
        BlockMachine machine = BlockMachine.define(host, folder, "full", 8).started();
        HostPath copy = machine.file("full.qcow2");
        HostPath other = machine.file("b-full.qcow2");
        BackupSpec both = BackupSpec.of("vda", copy).disk("vdb", other);
        assertEquals(
                Map.of("vda", copy, "vdb", other), machine.blocks.backup(both).await(PATIENCE));
        machine.requireSame(copy, "qcow2");
        String unused = BlockMachine.run(
                "qemu-img",
                "compare",
                "-U",
                "-f",
                "qcow2",
                "-F",
                "raw",
                other.path(),
                machine.file("b.raw").path());
        machine.write(34, 4);
        HostPath raw = machine.file("full.raw");
        BackupSpec again = BackupSpec.of("vda", raw).format(DiskFormat.RAW);
        assertEquals(Map.of("vda", raw), machine.blocks.backup(again).await(PATIENCE));
        machine.requireSame(raw, "raw");
        Job<?> third = machine.blocks.backup(again);
        AlreadyExistsException there = assertThrows(AlreadyExistsException.class, () -> third.await(PATIENCE));
        assertTrue(there.toString().contains(raw.path()), there::toString);
        assertTrue(Files.exists(Path.of(raw.path())));
    }

    /** A difference has what was written since, and on the full backup it is the disk as it was then. */
    @Test
    void incremental() throws IOException {
        BlockMachine machine = BlockMachine.define(host, folder, "more", 8).started();
        HostPath full = machine.file("full.qcow2");
        HostPath difference = machine.file("difference.qcow2");
        Map<String, HostPath> unused = machine.blocks
                .backup(BackupSpec.of("vda", full)
                        .checkpoint(CheckpointSpec.named("monday").disks("vda")))
                .await(PATIENCE);
        assertEquals(List.of("monday"), virshCheckpoints(machine));
        machine.write(34, 40);
        // The account of what is written is in the file, and outlives the machine.
        machine.domain.destroy();
        machine.domain.start();
        machine.write(51, 4);
        Map<String, HostPath> unusedToo = machine.blocks
                .backup(BackupSpec.of("vda", difference)
                        .since("monday")
                        .checkpoint(CheckpointSpec.named("tuesday").disks("vda")))
                .await(PATIENCE);
        assertEquals(List.of("monday", "tuesday"), names(machine));
        String map = BlockMachine.run("qemu-img", "map", "-U", "-f", "qcow2", difference.path());
        long mapped = map.lines()
                .filter(line -> line.endsWith(difference.path()))
                .mapToLong(line -> Long.decode(line.strip().split(" +", -1)[1]))
                .sum();
        assertEquals(ByteSize.mib(2).bytes(), mapped, map);
        String rebased = BlockMachine.run(
                "qemu-img", "rebase", "-u", "-f", "qcow2", "-F", "qcow2", "-b", full.path(), difference.path());
        assertEquals("", rebased);
        machine.requireSame(difference, "qcow2");
    }

    /** Without a trace: no file, no checkpoint; and the next one begins where it did. */
    @Test
    void cancelled() throws IOException, InterruptedException {
        BlockMachine machine =
                BlockMachine.define(host, folder, "cancel", LARGE, 2).started();
        HostPath copy = machine.file("full.qcow2");
        BackupSpec spec = BackupSpec.of("vda", copy)
                .checkpoint(CheckpointSpec.named("never").disks("vda"));
        Job<?> job = machine.blocks.backup(spec.bandwidth(ByteSize.kib(256)));
        BlockJobsTest.underWay(job);
        assertTrue(job.cancel());
        assertThrows(OperationCancelledException.class, () -> job.await(PATIENCE));
        assertFalse(Files.exists(Path.of(copy.path())));
        assertEquals(List.of(), machine.blocks.checkpoints());
        assertEquals(DomainState.RUNNING, machine.domain.state());
        LibvirtCheckpoint free =
                machine.blocks.createCheckpoint(spec.checkpoint().orElseThrow());
        assertEquals(Optional.of(free), machine.blocks.checkpoint("never"));
        HostPath other = machine.file("b.qcow2");
        assertEquals(
                Map.of("vdb", other),
                machine.blocks.backup(BackupSpec.of("vdb", other)).await(PATIENCE));
        assertEquals(List.of("never"), virshCheckpoints(machine));
    }

    @Test
    void theDomainEnds() throws IOException, InterruptedException {
        BlockMachine machine =
                BlockMachine.define(host, folder, "ends", LARGE, 2).started();
        HostPath copy = machine.file("full.qcow2");
        Job<?> job = machine.blocks.backup(BackupSpec.of("vda", copy).bandwidth(ByteSize.kib(256)));
        BlockJobsTest.underWay(job);
        machine.domain.destroy();
        assertThrows(InvalidStateException.class, () -> job.await(PATIENCE));
        assertFalse(Files.exists(Path.of(copy.path())));
    }

    /** A daemon that is killed and comes again is no end of what QEMU does. */
    @Test
    void theDaemonIsKilled() throws IOException, InterruptedException {
        BlockMachine machine =
                BlockMachine.define(host, folder, "killed", LARGE, 2).started();
        HostPath copy = machine.file("full.qcow2");
        Job<?> job = machine.blocks.backup(BackupSpec.of("vda", copy).bandwidth(ByteSize.kib(256)));
        BlockJobsTest.underWay(job);
        BlockJobsTest.restart(daemon, host);
        assertFalse(job.isDone(), job::toString);
        machine.hurry();
        assertEquals(Map.of("vda", copy), job.await(PATIENCE));
        machine.requireSame(copy, "qcow2");
    }

    @Test
    void checkpoints() throws IOException {
        BlockMachine machine = BlockMachine.define(host, folder, "tree", 2).started();
        assertEquals(List.of(), machine.blocks.checkpoints());
        Instant before = Instant.now().minus(Duration.ofSeconds(2));
        LibvirtCheckpoint first = machine.blocks.createCheckpoint(CheckpointSpec.named("erste_1")
                .description("gr\u00f6\u00dfer <&>")
                .disks("vda"));
        LibvirtCheckpoint second =
                machine.blocks.createCheckpoint(CheckpointSpec.named("then").disks("vda"));
        LibvirtCheckpoint third =
                machine.blocks.createCheckpoint(CheckpointSpec.named("last").disks("vda"));
        assertEquals(List.of(first, second, third), machine.blocks.checkpoints());
        assertEquals(names(machine), virshCheckpoints(machine));
        assertEquals("gr\u00f6\u00dfer <&>", first.description());
        assertEquals("", second.description());
        assertEquals(List.of("vda"), first.disks());
        assertTrue(first.time().isAfter(before), () -> first.time().toString());
        assertEquals(Optional.empty(), first.parent());
        assertEquals(Optional.of(second), third.parent());
        assertTrue(first.xml().contains("<domaincheckpoint>"), first::xml);
        assertThrows(
                AlreadyExistsException.class,
                () -> machine.blocks.createCheckpoint(
                        CheckpointSpec.named("then").disks("vda")));
        second.delete();
        assertEquals(Optional.of(first), third.parent());
        assertEquals(List.of("erste_1", "last"), virshCheckpoints(machine));
        assertThrows(NotFoundException.class, second::delete);
        assertThrows(NotFoundException.class, second::description);
        assertEquals(Optional.of(third), machine.blocks.checkpoint("last"));
        assertEquals(Optional.empty(), machine.blocks.checkpoint("then"));
        machine.domain.destroy();
        assertThrows(InvalidStateException.class, third::delete);
        assertEquals(List.of(first, third), machine.blocks.checkpoints());
    }

    @Test
    void errors() throws IOException {
        BlockMachine machine = BlockMachine.define(host, folder, "errors", 2);
        HostPath file = machine.file("x.qcow2");
        BackupSpec ofA = BackupSpec.of("vda", file);
        assertThrows(InvalidStateException.class, () -> machine.blocks.backup(ofA));
        assertThrows(InvalidStateException.class, () -> machine.blocks.createCheckpoint(CheckpointSpec.named("off")));
        machine.domain.start();
        NotFoundException none =
                assertThrows(NotFoundException.class, () -> machine.blocks.backup(BackupSpec.of("sda", file)));
        assertTrue(String.valueOf(none.remedy()).contains("vda, vdb, hdc"), none::remedy);
        assertThrows(InvalidSpecException.class, () -> machine.blocks.backup(BackupSpec.of("hdc", file)));
        assertThrows(InvalidSpecException.class, () -> ofA.since("monday").format(DiskFormat.RAW));
        List.of("a/b", ".a", "", "a b", "\u00f6")
                .forEach(name -> assertThrows(InvalidSpecException.class, () -> CheckpointSpec.named(name)));
        assertThrows(
                NotFoundException.class,
                () -> machine.blocks.backup(ofA.since("monday")).await(PATIENCE));
        InvalidSpecException raw = assertThrows(
                InvalidSpecException.class, () -> machine.blocks.createCheckpoint(CheckpointSpec.named("all")));
        assertTrue(raw.toString().contains("vdb"), raw::toString);
        Job<?> withRaw = machine.blocks.backup(ofA.checkpoint(CheckpointSpec.named("all")));
        assertThrows(InvalidSpecException.class, () -> withRaw.await(PATIENCE));
        assertEquals(List.of(), machine.blocks.checkpoints());
        assertFalse(Files.exists(Path.of(file.path())));
    }
}
