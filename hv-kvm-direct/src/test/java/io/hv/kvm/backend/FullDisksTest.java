package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Console.From;
import io.hv.DiskLimits;
import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.StartFlag;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.storage.OverlayFolder;
import io.hv.kvm.storage.SmallFileSystem;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file system that has no room for what a save, a fork, or what comes after a fork wants to write. */
@RequiresKvm
@Tag("root")
@Timeout(600)
class FullDisksTest {

    private static final int DISK = 4 << 20;
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private Path small = Path.of("");
    private Path disk = Path.of("");
    private Host host;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        small = Files.createDirectory(folder.resolve("small"));
        disk = Files.write(folder.resolve("disk.raw"), new byte[DISK]);
        SmallFileSystem.mount(small, "size=4k,nr_inodes=8");
        host = Host.open(OwnRoot.URI);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        host.close();
        SmallFileSystem.unmount(small);
    }

    private void room(String options) throws IOException, InterruptedException {
        SmallFileSystem.run("mount", "-o", "remount," + options, small.toString());
    }

    private static DiskSpec disk(Path image) {
        return DiskSpec.of(DiskSource.file(HostPath.of(image)));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(small)) {
            return all.toList();
        }
    }

    /** As many pages as it takes less one, for every number of pages: in RAM, in what the disk has, in the state. */
    @Test
    void aSaveThatFindsNoRoomLeavesAMachineThatGoesOn() throws Exception {
        SmallGuest guest = SmallGuests.virtioBlkPci().with("requests", 30);
        Path file = small.resolve("machine.hv");
        // It must not be through before it is suspended.
        DiskSpec slow = disk(disk).throwaway().limits(DiskLimits.none().operationsPerSecond(20));
        try (TransientDomain domain = host.create(Saves.spec(guest).disk(slow).build())) {
            Saves.await(domain, "blk sectors ");
            while (domain.disk("vda").statistics().writtenBytes() < 10 * PAGE) {
                Thread.onSpinWait();
            }
            domain.suspend();
            int pages = 1;
            for (; !hasRoom(domain, file, pages); pages++) {
                assertEquals(List.of(), left());
                assertEquals(DomainState.PAUSED, domain.state());
            }
            // The header, some of RAM, the ten of the disk, the state: each had no room in its turn.
            assertTrue(pages > 20, pages + " pages");
            Domain again = Saves.restore(host, file);
            again.resume();
            assertEquals(StateReason.SHUT_DOWN, again.awaitEnd(Saves.PATIENCE).reason());
            assertTrue(Saves.printed(again).endsWith("blk ok\n"));
            Files.delete(file);
        }
    }

    private boolean hasRoom(Domain domain, Path file, int pages) throws IOException, InterruptedException {
        room("size=" + pages * PAGE);
        try {
            Saves.save(domain, file);
            return true;
        } catch (HostFailureException full) {
            String why = String.valueOf(full.getMessage());
            assertTrue(why.contains("cannot be written to " + file) && why.contains("No space left"), why);
            assertFalse(full.remedy().isBlank());
            return false;
        }
    }

    /** No overlay can be made, for the original or for a fork. */
    @Test
    void aForkThatFindsNoRoomLeavesAMachineThatGoesOn() throws Exception {
        SmallGuest guest = SmallGuests.virtioBlkPci().with("requests", 30);
        try (OverlayFolder unused = new OverlayFolder(small);
                TransientDomain domain =
                        host.create(Saves.spec(guest).disk(disk(disk)).build(), StartFlag.PAUSED)) {
            // The folder itself is one; then the original's overlay, then the fork's.
            for (int inodes = 1; inodes <= 2; inodes++) {
                room("nr_inodes=" + inodes);
                HostFailureException full = assertThrows(HostFailureException.class, domain::fork);
                assertTrue(String.valueOf(full.getMessage()).contains("ENOSPC"), full.getMessage());
                assertTrue(full.remedy().contains("hv.kvm.overlays"), full.remedy());
                assertEquals(1, host.domains().size());
            }
            room("nr_inodes=8");
            domain.resume();
            String printed = domain.console().open(From.START).readToEnd(Saves.PATIENCE);
            assertTrue(printed.endsWith("blk ok\n"), printed);
        }
        assertEquals(List.of(), left());
        assertTrue(Files.readAllBytes(disk)[PAGE] != 0 || Files.readAllBytes(disk)[PAGE + 5] != 0);
    }

    /** The image has no room for what was written while it was shared: that is told when the machine is closed. */
    @Test
    void aCommitThatFindsNoRoomIsTold() throws Exception {
        room("size=64k");
        Path image = small.resolve("disk.raw");
        Files.write(image, new byte[0]);
        SmallFileSystem.run("truncate", "-s", Integer.toString(DISK), image.toString());
        SmallGuest guest = SmallGuests.virtioBlkPci().with("requests", 30);
        TransientDomain domain = host.create(Saves.spec(guest).disk(disk(image)).build(), StartFlag.PAUSED);
        TransientDomain fork = domain.fork();
        domain.resume();
        assertEquals(DomainState.SHUTOFF, domain.awaitEnd(Saves.PATIENCE).state());
        HostFailureException lost = assertThrows(HostFailureException.class, fork::close);
        assertTrue(String.valueOf(lost.getMessage()).contains(image.toString()), lost.getMessage());
        assertTrue(host.domains().isEmpty(), host.domains().toString());
        Files.delete(image);
    }
}
