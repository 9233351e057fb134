package io.hv.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.ConnectionEvent;
import io.hv.DiskFormat;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A machine's disks while it runs: overlays, pulled, committed and copied, beside what qemu-img and virsh say of them. */
@Tag("libvirtd")
class BlockJobsTest extends BlockTest {

    /** So that what is seen half done is half done for long. */
    private static final ByteSize SLOW = ByteSize.mib(2);

    /** Waits until it is told to be under way. */
    static void underWay(Job<?> job) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        try (Subscription unused = job.onProgress(now -> {
            double fraction = now.progress().orElse(0);
            if (now.isDone() || (fraction > 0 && fraction < 1)) {
                told.countDown();
            }
        })) {
            assertTrue(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "no progress: " + job);
        }
        assertFalse(job.isDone(), job::toString);
    }

    /** Kills the daemon, and waits until the host has a new one. */
    static void restart(PrivateLibvirtd daemon, Host host) throws IOException, InterruptedException {
        CountDownLatch again = new CountDownLatch(1);
        try (Subscription unused = host.events().on(ConnectionEvent.class, event -> {
            if (event.type() == ConnectionEvent.Type.RESTORED) {
                again.countDown();
            }
        })) {
            daemon.kill();
            daemon.again();
            assertTrue(again.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the daemon does not come again");
        }
    }

    private BlockMachine machine(String name) throws IOException {
        return BlockMachine.define(host, folder, name, 32).started();
    }

    private static HostPath overlaid(BlockMachine machine, String name) {
        HostPath file = machine.file(name);
        HostPath before = machine.chain().get(0);
        assertEquals(
                Map.of("vda", before),
                machine.blocks
                        .takeDiskSnapshot(DiskSnapshotSpec.of("vda", file))
                        .await(PATIENCE));
        return file;
    }

    /** What is written goes to the overlay, and by the commit to the file of before. */
    @Test
    void overlayAndCommit() throws IOException {
        BlockMachine machine = machine("commit");
        HostPath over = overlaid(machine, "over.qcow2");
        assertEquals(List.of(over, machine.base()), machine.chain());
        assertEquals(over.path(), machine.virshSource());
        assertEquals(List.of(over.path(), machine.base().path()), BlockMachine.imageChain(over));
        assertEquals(over, machine.domain.spec().disks().get(0).source().file().orElseThrow());
        machine.write(34, 4);
        machine.requireSame(over, "qcow2");
        Job<HostPath> job = machine.blocks.blockCommit("vda", BlockCommit.active());
        assertEquals(machine.base(), job.await(PATIENCE));
        assertEquals(List.of(machine.base()), machine.chain());
        assertEquals(machine.base().path(), machine.virshSource());
        assertEquals(
                machine.base(),
                machine.domain.spec().disks().get(0).source().file().orElseThrow());
        machine.write(51, 5);
        machine.requireSame(machine.base(), "qcow2");
        InvalidStateException nothing = assertThrows(
                InvalidStateException.class, () -> machine.blocks.blockCommit("vda", BlockCommit.active()));
        assertTrue(nothing.toString().contains("stands on nothing"), nothing::toString);
    }

    /** One in the middle goes, with its file; the one that is written can be kept. */
    @Test
    void commitFurtherDown() throws IOException {
        BlockMachine machine = machine("middle");
        HostPath one = overlaid(machine, "one.qcow2");
        machine.write(34, 4);
        HostPath two = overlaid(machine, "two.qcow2");
        machine.write(51, 5);
        assertEquals(
                two,
                machine.blocks
                        .blockCommit("vda", BlockCommit.of(one).deleting())
                        .await(PATIENCE));
        assertEquals(List.of(two, machine.base()), machine.chain());
        assertEquals(List.of(two.path(), machine.base().path()), BlockMachine.imageChain(two));
        assertFalse(Files.exists(Path.of(one.path())));
        machine.requireSame(two, "qcow2");
        assertEquals(
                two,
                machine.blocks
                        .blockCommit("vda", BlockCommit.active().keepingOverlay())
                        .await(PATIENCE));
        assertEquals(List.of(two, machine.base()), machine.chain());
        machine.requireSame(machine.base(), "qcow2");
    }

    @Test
    void pull() throws IOException {
        BlockMachine machine = machine("pull");
        HostPath one = overlaid(machine, "one.qcow2");
        machine.write(34, 4);
        HostPath two = overlaid(machine, "two.qcow2");
        machine.write(51, 5);
        assertEquals(
                two,
                machine.blocks
                        .blockPull("vda", BlockPull.whole().base(machine.base()))
                        .await(PATIENCE));
        assertEquals(List.of(two, machine.base()), machine.chain());
        assertThrows(
                NotFoundException.class,
                () -> machine.blocks.blockPull("vda", BlockPull.whole().base(one)));
        assertEquals(two, machine.blocks.blockPull("vda", BlockPull.whole()).await(PATIENCE));
        assertEquals(List.of(two), machine.chain());
        assertEquals(List.of(two.path()), BlockMachine.imageChain(two));
        machine.requireSame(two, "qcow2");
    }

    @Test
    void copyAndStay() throws IOException {
        BlockMachine machine = machine("copy");
        HostPath copy = machine.file("copy.img");
        BlockCopy how = BlockCopy.to(copy).format(DiskFormat.RAW);
        assertEquals(machine.base(), machine.blocks.blockCopy("vda", how).await(PATIENCE));
        machine.requireSame(copy, "raw");
        machine.write(34, 4);
        machine.requireSame(machine.base(), "qcow2");
        assertEquals(machine.base().path(), machine.virshSource());
        Job<HostPath> again = machine.blocks.blockCopy("vda", how);
        AlreadyExistsException there = assertThrows(AlreadyExistsException.class, () -> again.await(PATIENCE));
        assertTrue(there.toString().contains(copy.path()), there::toString);
        assertEquals(
                machine.base(), machine.blocks.blockCopy("vda", how.reusing()).await(PATIENCE));
        machine.requireSame(copy, "raw");
    }

    @Test
    void copyAndPivot() throws IOException {
        BlockMachine machine = machine("pivot");
        HostPath copy = machine.file("copy.qcow2");
        BlockCopy how = BlockCopy.to(copy).pivot();
        assertEquals(copy, machine.blocks.blockCopy("vda", how).await(PATIENCE));
        assertEquals(List.of(copy), machine.chain());
        assertEquals(copy.path(), machine.virshSource());
        assertEquals(copy, machine.domain.spec().disks().get(0).source().file().orElseThrow());
        machine.write(34, 4);
        machine.requireSame(copy, "qcow2");
        assertThrows(InvalidSpecException.class, () -> machine.blocks.blockCopy("vda", how));
    }

    /** The machine goes on as before, without a trace of the copy, and can be copied again. */
    @Test
    void cancelled() throws IOException, InterruptedException {
        BlockMachine machine = machine("cancel");
        HostPath copy = machine.file("copy.qcow2");
        BlockCopy how = BlockCopy.to(copy).pivot();
        Job<HostPath> job = machine.blocks.blockCopy("vda", how.bandwidth(SLOW));
        underWay(job);
        assertTrue(Files.exists(Path.of(copy.path())));
        assertTrue(job.cancel());
        assertThrows(OperationCancelledException.class, () -> job.await(PATIENCE));
        assertFalse(Files.exists(Path.of(copy.path())));
        assertEquals(List.of(machine.base()), machine.chain());
        assertEquals(DomainState.RUNNING, machine.domain.state());
        machine.write(34, 4);
        machine.requireSame(machine.base(), "qcow2");

        HostPath over = overlaid(machine, "over.qcow2");
        Job<HostPath> pull = machine.blocks.blockPull("vda", BlockPull.whole().bandwidth(SLOW));
        underWay(pull);
        assertTrue(pull.cancel());
        assertThrows(OperationCancelledException.class, () -> pull.await(PATIENCE));
        assertEquals(List.of(over, machine.base()), machine.chain());
        assertEquals(copy, machine.blocks.blockCopy("vda", how).await(PATIENCE));
        machine.requireSame(copy, "qcow2");
    }

    /** Somebody else stops it: that is told, and not taken for its end. */
    @Test
    void stoppedByVirsh() throws IOException, InterruptedException {
        BlockMachine machine = machine("others");
        HostPath copy = machine.file("copy.qcow2");
        Job<HostPath> job = machine.blocks.blockCopy("vda", BlockCopy.to(copy).bandwidth(SLOW));
        underWay(job);
        String unused = machine.virsh("blockjob", "others", "vda", "--abort");
        HypervisorException stopped = assertThrows(HypervisorException.class, () -> job.await(PATIENCE));
        assertTrue(stopped.toString().contains("without its end"), stopped::toString);
        assertFalse(Files.exists(Path.of(copy.path())));
        assertEquals(List.of(machine.base()), machine.chain());
    }

    @Test
    void theDomainEnds() throws IOException, InterruptedException {
        BlockMachine machine = machine("ends");
        HostPath copy = machine.file("copy.qcow2");
        Job<HostPath> job = machine.blocks.blockCopy("vda", BlockCopy.to(copy).bandwidth(SLOW));
        underWay(job);
        machine.domain.destroy();
        assertThrows(InvalidStateException.class, () -> job.await(PATIENCE));
        assertFalse(Files.exists(Path.of(copy.path())));
        assertThrows(InvalidStateException.class, () -> machine.blocks.blockPull("vda", BlockPull.whole()));
        assertThrows(InvalidStateException.class, machine::chain);
    }

    @Test
    void theHostIsClosed() throws IOException, InterruptedException {
        BlockMachine machine = machine("closed");
        HostPath copy = machine.file("copy.qcow2");
        Job<HostPath> job = machine.blocks.blockCopy("vda", BlockCopy.to(copy).bandwidth(SLOW));
        underWay(job);
        host.close();
        assertThrows(OperationCancelledException.class, () -> job.await(PATIENCE));
        assertFalse(Files.exists(Path.of(copy.path())));
        open();
        assertEquals(
                List.of(machine.base()),
                host.domain("closed").as(LibvirtDomain.class).blocks().chain("vda"));
    }

    /** Nothing is done where not all can be; a domain that is off has its overlays, too. */
    @Test
    void allDisksOrNone() throws IOException {
        BlockMachine machine = BlockMachine.define(host, folder, "two", 2);
        DiskSnapshotSpec both =
                DiskSnapshotSpec.of("vda", machine.file("a.qcow2")).disk("vdb", machine.file("b.qcow2"));
        Files.writeString(folder.resolve("b.qcow2"), "somebody's");
        for (boolean isOn : List.of(false, true)) {
            if (isOn) {
                machine.domain.start();
            }
            Job<?> refused = machine.blocks.takeDiskSnapshot(both);
            assertThrows(AlreadyExistsException.class, () -> refused.await(PATIENCE));
            assertFalse(Files.exists(folder.resolve("a.qcow2")));
            assertEquals("somebody's", Files.readString(folder.resolve("b.qcow2")));
            assertEquals(machine.base().path(), machine.virshSource());
        }
        machine.domain.destroy();
        Files.delete(folder.resolve("b.qcow2"));
        assertEquals(
                Map.of("vda", machine.base(), "vdb", machine.file("b.raw")),
                machine.blocks.takeDiskSnapshot(both).await(PATIENCE));
        assertEquals(machine.file("a.qcow2").path(), machine.virshSource());
        machine.domain.start();
        assertEquals(List.of(machine.file("a.qcow2"), machine.base()), machine.chain());
        assertEquals(List.of(machine.file("b.qcow2"), machine.file("b.raw")), machine.blocks.chain("vdb"));
        Path mine = folder.resolve("mine.qcow2");
        String unused = BlockMachine.run(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                "qcow2",
                "-b",
                folder.resolve("a.qcow2").toString(),
                mine.toString());
        assertEquals(
                Map.of("vda", machine.file("a.qcow2")),
                machine.blocks
                        .takeDiskSnapshot(
                                DiskSnapshotSpec.of("vda", HostPath.of(mine)).reusing())
                        .await(PATIENCE));
        assertEquals(3, machine.chain().size());
    }

    @Test
    void errors() throws IOException {
        BlockMachine machine = machine("errors");
        NotFoundException none =
                assertThrows(NotFoundException.class, () -> machine.blocks.blockPull("sda", BlockPull.whole()));
        assertTrue(String.valueOf(none.remedy()).contains("vda, vdb, hdc"), none::remedy);
        assertThrows(
                NotFoundException.class,
                () -> machine.blocks.takeDiskSnapshot(DiskSnapshotSpec.of("sda", machine.file("x"))));
        assertThrows(
                InvalidSpecException.class,
                () -> machine.blocks.takeDiskSnapshot(DiskSnapshotSpec.of("hdc", machine.file("x"))));
        assertThrows(
                NotFoundException.class, () -> machine.blocks.blockCommit("vda", BlockCommit.of(machine.file("x"))));
        assertThrows(IllegalArgumentException.class, () -> BlockPull.whole().bandwidth(ByteSize.bytes(0)));
        assertThrows(
                HypervisorException.class,
                () -> machine.blocks
                        .takeDiskSnapshot(
                                DiskSnapshotSpec.of("vda", machine.file("x")).quiesced())
                        .await(PATIENCE),
                "the guest has no agent");
        assertFalse(Files.exists(folder.resolve("x")));
        assertEquals(List.of(machine.base()), machine.chain());
    }

    /** A daemon that is killed and comes again is no end of what QEMU does. */
    @Test
    void theDaemonIsKilled() throws IOException, InterruptedException {
        BlockMachine machine = machine("killed");
        HostPath copy = machine.file("copy.qcow2");
        Job<HostPath> job =
                machine.blocks.blockCopy("vda", BlockCopy.to(copy).pivot().bandwidth(SLOW));
        underWay(job);
        restart(daemon, host);
        assertFalse(job.isDone(), job::toString);
        machine.hurry();
        assertEquals(copy, job.await(PATIENCE));
        assertEquals(List.of(copy), machine.chain());
        machine.write(34, 4);
        machine.requireSame(copy, "qcow2");
    }
}
