package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.DiskSource;
import io.hv.DiskSpec;
import io.hv.Domain;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.backend.saved.SavedOverlay;
import io.hv.kvm.backend.saved.SavedState;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.ioctl.Capability;
import io.hv.kvm.ioctl.CpuidEntry;
import io.hv.kvm.ioctl.Kvm;
import io.hv.kvm.ioctl.VcpuState;
import io.hv.kvm.machine.MachineState;
import io.hv.kvm.memory.Region;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.SnapshotSurgery;
import io.hv.testkit.requires.RequiresKvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saved machines whose file is not what was written: refused with a reason, and the host is as before. */
@RequiresKvm
@Timeout(600)
class DamagedSavesTest {

    @TempDir
    private Path folder;

    private Path disk = Path.of("");
    private Path file = Path.of("");
    private SavedState sound;
    private Host host;

    @BeforeEach
    void save() throws IOException {
        disk = Files.write(folder.resolve("disk.raw"), new byte[8 << 20]);
        file = folder.resolve("machine.hv");
        host = Host.open(OwnRoot.URI);
        SmallGuest guest = SmallGuests.virtioBlkPci().with("requests", 400);
        try (TransientDomain domain = host.create(Saves.spec(guest)
                .disk(DiskSpec.of(DiskSource.file(HostPath.of(disk))).throwaway())
                .build())) {
            Saves.await(domain, "serial ");
            // The guest writes as much as it can until it is saved.
            while (domain.disk("vda").statistics().writtenBytes() == 0) {
                Thread.onSpinWait();
            }
            Saves.save(domain, file);
        }
        try (SnapshotReader reader = SnapshotReader.open(file)) {
            sound = reader.state(SavedState.class);
        }
        assertTrue(!sound.disks().get(0).differing().isEmpty(), "the disk is not as its image");
    }

    @AfterEach
    void theHostIsAsBefore() {
        assertEquals(List.of(), host.domains());
        Domain again = Saves.restore(host, file);
        assertEquals(StateReason.SHUT_DOWN, again.awaitEnd(Saves.PATIENCE).reason());
        assertTrue(Saves.printed(again).endsWith("blk written and read\nblk ok\n"), Saves.printed(again));
        host.close();
        assertEquals(List.of(), Saves.open(folder));
    }

    private Path copy() throws IOException {
        return Files.copy(file, folder.resolve("copy.hv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertRefused(Path damaged, String why) {
        String message = String.valueOf(
                Saves.refusal(host, HostFailureException.class, damaged).getMessage());
        assertTrue(message.contains(why), message);
    }

    @Test
    void whatIsCutOff() throws IOException {
        FileRun last = sound.disks().get(0).differing().get(0);
        long size = Files.size(file);
        for (long length : new long[] {8, 4095, 4096, last.at(), SnapshotSurgery.stateStart(file), size - 1}) {
            Path cut = copy();
            SnapshotSurgery.cut(cut, length);
            assertRefused(cut, "it is cut off");
        }
    }

    @Test
    void whatHasAnotherBit() throws IOException {
        Random random = new Random(17);
        FileRun ram = sound.ram().get(sound.ram().size() / 2);
        FileRun overlay = data(sound.disks().get(0));
        long state = SnapshotSurgery.stateStart(file);
        for (int i = 0; i < 10; i++) {
            assertRefused(flipped(random, 12, 4096), "its header is damaged");
            assertRefused(flipped(random, ram.at(), ram.at() + ram.length()), "it is damaged: the ");
            assertRefused(flipped(random, overlay.at(), overlay.at() + overlay.length()), "it is damaged: the ");
            assertRefused(flipped(random, state, Files.size(file)), "its state is damaged");
        }
        long hole = hole();
        assertRefused(flipped(random, hole, hole + 4096), "there is something where RAM was empty");
    }

    private static FileRun data(SavedOverlay overlay) {
        return overlay.differing().stream()
                .filter(run -> !run.isZeros())
                .findFirst()
                .orElseThrow();
    }

    private long hole() {
        FileRun first = sound.ram().stream()
                .min((one, other) -> Long.compare(one.offset(), other.offset()))
                .orElseThrow();
        return first.offset() > 0 ? first.at() - 4096 : first.at() + first.length();
    }

    private Path flipped(Random random, long from, long to) throws IOException {
        Path flipped = copy();
        SnapshotSurgery.flip(flipped, random, from, to);
        return flipped;
    }

    @Test
    void whatIsNoSavedMachine() throws IOException {
        assertRefused(Files.write(folder.resolve("empty"), new byte[0]), "it is no saved machine");
        assertRefused(disk, "it is no saved machine");
        assertRefused(folder, "it is no regular file");
    }

    @Test
    void whatIsOfALaterVersion() throws IOException {
        Path later = copy();
        SnapshotSurgery.write(later, 0, SnapshotSurgery.ofVersion(SnapshotSurgery.header(later), 3));
        assertRefused(later, "it is of version 3 of its format, and this hv reads versions 1 and 2");
    }

    private Path with(UnaryOperator<SavedState> change) throws IOException {
        Path changed = copy();
        SnapshotSurgery.replaceState(changed, change.apply(sound));
        return changed;
    }

    private static SavedState with(SavedState state, MachineState machine) {
        return new SavedState(
                state.spec(),
                state.running(),
                state.time(),
                state.lineage(),
                machine,
                state.input(),
                state.regions(),
                state.ram(),
                state.disks(),
                state.defined());
    }

    private static SavedState withVcpus(SavedState state, UnaryOperator<VcpuState> change) {
        MachineState machine = state.machine();
        return with(
                state,
                new MachineState(
                        machine.vcpus().stream().map(change).toList(),
                        machine.interruptControllers(),
                        machine.timer(),
                        machine.kvmClock(),
                        machine.nanos(),
                        machine.devices(),
                        machine.places()));
    }

    private static VcpuState vcpu(VcpuState vcpu, List<CpuidEntry> cpuid, int tscKhz) {
        return new VcpuState(
                cpuid,
                tscKhz,
                vcpu.hasTscOffset(),
                vcpu.tscOffset(),
                vcpu.sregs(),
                vcpu.regs(),
                vcpu.xcrs(),
                vcpu.xsave(),
                vcpu.debugRegs(),
                vcpu.lapic(),
                vcpu.msrs(),
                vcpu.events(),
                vcpu.mpState());
    }

    /** Every feature of leaf 7 that this processor does not have. */
    @Test
    void whatKnowsAnotherProcessor() throws IOException {
        Path other = with(state -> withVcpus(state, vcpu -> {
            List<CpuidEntry> cpuid = vcpu.cpuid().stream()
                    .map(entry -> entry.function() == 7 && entry.index() == 0
                            ? entry.with(entry.eax(), -1, entry.ecx(), entry.edx())
                            : entry)
                    .toList();
            return vcpu(vcpu, cpuid, vcpu.tscKhz());
        }));
        InvalidStateException refused = Saves.refusal(host, InvalidStateException.class, other);
        assertTrue(
                String.valueOf(refused.getMessage()).contains("its guest knows a processor with "),
                refused.getMessage());
    }

    @Test
    void whatCountsTimeAtAnotherFrequency() throws IOException {
        try (Kvm kvm = Kvm.open()) {
            assumeTrue(kvm.check(Capability.TSC_CONTROL) == 0, "this KVM scales time stamp counters");
        }
        int here = sound.machine().vcpus().get(0).tscKhz();
        assertRefused(
                with(state -> withVcpus(state, vcpu -> vcpu(vcpu, vcpu.cpuid(), here / 2))),
                "time stamp counter runs at " + here / 2 + " kHz, and this host's at ");
    }

    /** States that no machine was in, with checksums that are right. */
    @Test
    void whatCannotBe() throws IOException {
        MachineState machine = sound.machine();
        List<UnaryOperator<SavedState>> changes = List.of(
                state -> with(
                        state,
                        new MachineState(
                                List.of(),
                                machine.interruptControllers(),
                                machine.timer(),
                                machine.kvmClock(),
                                machine.nanos(),
                                machine.devices(),
                                machine.places())),
                state -> with(
                        state,
                        new MachineState(
                                machine.vcpus(),
                                machine.interruptControllers(),
                                machine.timer(),
                                machine.kvmClock(),
                                machine.nanos(),
                                machine.devices().subList(1, machine.devices().size()),
                                machine.places())),
                state -> with(
                        state,
                        new MachineState(
                                machine.vcpus(),
                                machine.interruptControllers(),
                                machine.timer(),
                                machine.kvmClock(),
                                -1,
                                machine.devices(),
                                machine.places())),
                state -> changed(state, List.of(), state.disks(), state.time()),
                state -> changed(
                        state,
                        List.of(
                                state.regions().get(0),
                                new Region(0, state.regions().get(0).size(), 0)),
                        state.disks(),
                        state.time()),
                state -> changed(
                        state,
                        List.of(new Region(1 << 20, state.regions().get(0).size(), 0)),
                        state.disks(),
                        state.time()),
                state -> changed(state, state.regions(), state.disks(), "yesterday"),
                state -> disk(state, new FileRun(0, 512, Long.MAX_VALUE, 0)),
                state -> disk(state, new FileRun(1L << 60, 512, 4096, 0)),
                state -> disk(state, FileRun.zeros(8 << 20, 512)),
                state -> disk(state, FileRun.zeros(0, 511)),
                state -> disk(state, FileRun.zeros(-512, 1024)),
                state -> disk(state, FileRun.zeros(0, Long.MIN_VALUE)));
        for (int i = 0; i < changes.size(); i++) {
            Path changed = with(changes.get(i));
            int number = i;
            HostFailureException refused =
                    assertThrows(HostFailureException.class, () -> Saves.restore(host, changed), () -> "" + number);
            assertTrue(
                    String.valueOf(refused.getMessage()).startsWith(changed + " cannot be restored: "),
                    i + ": " + refused.getMessage());
        }
    }

    private static SavedState changed(SavedState state, List<Region> regions, List<SavedOverlay> disks, String time) {
        return new SavedState(
                state.spec(),
                state.running(),
                time,
                state.lineage(),
                state.machine(),
                state.input(),
                regions,
                state.ram(),
                disks,
                state.defined());
    }

    private static SavedState disk(SavedState state, FileRun run) {
        SavedOverlay old = state.disks().get(0);
        return changed(
                state,
                state.regions(),
                List.of(SavedOverlay.of(old.target(), old.image(), old.capacity(), List.of(run))),
                state.time());
    }

    /** The image has changed since. */
    @Test
    void whatStandsOnAnotherImage() throws IOException {
        Path kept = Files.move(disk, folder.resolve("kept.raw"));
        try {
            Path unused = Files.write(disk, new byte[8 << 20]);
            InvalidStateException refused = assertThrows(InvalidStateException.class, () -> Saves.restore(host, file));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("the disk 'vda' is not what it was"),
                    refused.getMessage());
            Files.delete(disk);
            HostFailureException gone = assertThrows(HostFailureException.class, () -> Saves.restore(host, file));
            assertTrue(String.valueOf(gone.getMessage()).contains("ENOENT"), gone.getMessage());
        } finally {
            Path unused = Files.move(kept, disk, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
