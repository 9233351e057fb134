package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Mapping;
import io.hv.nativeaccess.NativeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;

/** Machines' RAM that begins from another's, and what each sees of the others' writes: nothing. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class FrozenMemoryTest {

    private static final String NAME = "hv-frozen-test";
    private static final int PAGE = 4096;
    private static final long RAM = 96L << 20;
    private static final MemoryMap MAP = MemoryMap.of(RAM, 40);
    private static final Region ALL = MAP.ram().get(0);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertEquals(new HostUse(0, 0), HostUse.of(NAME));
    }

    private <T extends AutoCloseable> T open(T thing) {
        opened.add(thing);
        return thing;
    }

    private GuestMemory memory() {
        return open(GuestMemory.map(MAP, NAME));
    }

    private FrozenMemory freeze(GuestMemory memory) {
        return open(memory.freeze());
    }

    private GuestMemory child(FrozenMemory frozen) {
        return open(GuestMemory.of(MAP, frozen, NAME));
    }

    private static String failure(Executable call) {
        return assertThrows(NativeException.class, call).errnoName();
    }

    private static void fill(GuestMemory memory, long from, long length, int value) {
        for (long at = from; at < from + length; at += PAGE) {
            memory.putInt(at, value);
        }
    }

    @Test
    void theFirstFreezeCopiesNothing() {
        GuestMemory parent = memory();
        long address = parent.hostAddress(ALL);
        parent.putLong(0x1000, 1);
        FrozenMemory frozen = freeze(parent);
        assertEquals(0, frozen.copiedPages());
        assertEquals(0, frozen.pagesToCopy());
        assertEquals(address, parent.hostAddress(ALL));
        GuestMemory one = child(frozen);
        GuestMemory other = child(frozen);
        parent.putLong(0x1000, 2);
        one.putLong(0x1000, 3);
        one.putLong(RAM - 8, 4);
        assertEquals(1, other.getLong(0x1000));
        assertEquals(0, other.getLong(RAM - 8));
        assertEquals(0, parent.getLong(RAM - 8));
        assertEquals(2, parent.getLong(0x1000));
        assertEquals(3, one.getLong(0x1000));
        assertEquals(1, child(frozen).getLong(0x1000), "one that begins later sees the same instant");
        assertEquals(1, HostUse.of(NAME).fds(), "all of them have one file");
    }

    @Test
    void laterFreezesCopyWhatWasWritten() {
        GuestMemory parent = memory();
        fill(parent, 0, 8 << 20, 1);
        FrozenMemory first = freeze(parent);
        fill(parent, 2 << 20, 5L * PAGE, 2);
        parent.putLong(RAM - PAGE, 9);
        FrozenMemory second = freeze(parent);
        assertEquals(6, second.copiedPages());
        assertEquals(6, second.pagesToCopy());
        fill(parent, 2 << 20, 5L * PAGE, 3);
        GuestMemory early = child(first);
        GuestMemory late = child(second);
        assertEquals(1, early.getInt(2 << 20));
        assertEquals(0, early.getLong(RAM - PAGE));
        assertEquals(2, late.getInt((2 << 20) + 4 * PAGE));
        assertEquals(1, late.getInt((2 << 20) + 5 * PAGE));
        assertEquals(9, late.getLong(RAM - PAGE));
        assertEquals(3, parent.getInt(2 << 20));
        FrozenMemory third = freeze(parent);
        assertEquals(6, third.copiedPages(), "all that was written since the first");
        assertEquals(3, child(third).getInt(2 << 20));
    }

    @Test
    void nothingWrittenIsNothingCopied() {
        GuestMemory parent = memory();
        parent.putLong(0, 1);
        freeze(parent);
        assertEquals(1, parent.getLong(0));
        assertEquals(0, freeze(parent).copiedPages());
    }

    @Test
    void aForkOfAFork() {
        GuestMemory parent = memory();
        parent.putLong(0, 1);
        parent.putLong(PAGE, 1);
        GuestMemory child = child(freeze(parent));
        child.putLong(PAGE, 2);
        child.putLong(2 * PAGE, 2);
        FrozenMemory ofChild = freeze(child);
        assertEquals(2, ofChild.copiedPages());
        GuestMemory grandchild = child(ofChild);
        parent.putLong(0, 9);
        child.putLong(PAGE, 9);
        assertEquals(1, grandchild.getLong(0));
        assertEquals(2, grandchild.getLong(PAGE));
        assertEquals(2, grandchild.getLong(2 * PAGE));
        grandchild.putLong(3 * PAGE, 3);
        FrozenMemory ofGrandchild = freeze(grandchild);
        assertEquals(3, ofGrandchild.copiedPages(), "what it was given is its own too");
        GuestMemory last = child(ofGrandchild);
        assertEquals(
                List.of(1L, 2L, 2L, 3L),
                List.of(last.getLong(0), last.getLong(PAGE), last.getLong(2 * PAGE), last.getLong(3 * PAGE)));
    }

    @Test
    void muchIsFoldedAndThenNothingIsOwnAnyMore() {
        GuestMemory parent = memory();
        fill(parent, 0, 40 << 20, 1);
        FrozenMemory first = freeze(parent);
        long address = parent.hostAddress(ALL);
        fill(parent, 32 << 20, MappedBacking.ALWAYS_COPIED + PAGE, 2);
        FrozenMemory folded = freeze(parent);
        assertEquals(0, folded.pagesToCopy());
        assertTrue(
                folded.copiedPages() >= (48 << 20) / PAGE && folded.copiedPages() <= (52 << 20) / PAGE,
                () -> folded.copiedPages() + " pages");
        assertEquals(address, parent.hostAddress(ALL));
        assertEquals(0, freeze(parent).copiedPages());
        parent.putInt(0, 3);
        GuestMemory early = child(first);
        GuestMemory late = child(folded);
        assertEquals(1, early.getInt(39 << 20));
        assertEquals(0, early.getInt(47 << 20));
        assertEquals(1, late.getInt(0));
        assertEquals(2, late.getInt(39 << 20));
        assertEquals(2, late.getInt(48 << 20));
        assertEquals(0, late.getInt(49 << 20));
        assertEquals(3, parent.getInt(0));
        assertEquals(1, freeze(parent).copiedPages());
    }

    @Test
    void aLargeBaseIsNotFoldedForLittle() {
        GuestMemory parent = memory();
        fill(parent, 0, 80 << 20, 1);
        freeze(parent);
        fill(parent, 0, 18 << 20, 2);
        assertEquals((18 << 20) / PAGE, freeze(parent).pagesToCopy());
        fill(parent, 18 << 20, 4 << 20, 2);
        assertEquals(0, freeze(parent).pagesToCopy());
    }

    @Test
    void everyOrderOfClosing() throws Exception {
        for (int order = 0; order < 24; order++) {
            GuestMemory parent = GuestMemory.map(MAP, NAME);
            parent.putLong(0, 1);
            parent.freeze().close();
            parent.putLong(0, 2);
            FrozenMemory frozen = parent.freeze();
            GuestMemory child = GuestMemory.of(MAP, frozen, NAME);
            FrozenMemory shared = frozen.share();
            List<AutoCloseable> left = new ArrayList<>(List.of(parent, frozen, child, shared));
            int choice = order;
            for (int size = 4; size > 0; size--) {
                AutoCloseable next = left.remove(choice % size);
                choice /= size;
                next.close();
                next.close();
                if (left.contains(child)) {
                    assertEquals(2, child.getLong(0));
                }
                if (left.contains(shared)) {
                    try (GuestMemory another = GuestMemory.of(MAP, shared, NAME)) {
                        assertEquals(2, another.getLong(0));
                    }
                }
            }
            assertEquals(new HostUse(0, 0), HostUse.of(NAME), "order " + order);
        }
    }

    @Test
    void closedIsClosed() {
        GuestMemory parent = memory();
        FrozenMemory frozen = parent.freeze();
        frozen.close();
        assertThrows(IllegalStateException.class, () -> GuestMemory.of(MAP, frozen, NAME));
        assertThrows(IllegalStateException.class, frozen::share);
        parent.close();
        assertThrows(IllegalStateException.class, parent::freeze);
    }

    @Test
    void onlyTheSameRegions() {
        FrozenMemory frozen = freeze(memory());
        assertThrows(IllegalArgumentException.class, () -> GuestMemory.of(MemoryMap.of(RAM / 2, 40), frozen, NAME));
        assertThrows(
                UnsupportedOperationException.class,
                () -> GuestMemory.onHeap(1 << 20).freeze());
    }

    @Test
    void whereThereIsData() {
        GuestMemory parent = memory();
        parent.putLong(8 << 20, 1);
        GuestMemory child = child(freeze(parent));
        assertEquals(8 << 20, child.nextData(ALL, 0));
        child.putLong(5 << 20, 1);
        child.putLong(RAM - PAGE, 1);
        assertEquals(5 << 20, child.nextData(ALL, 0));
        assertEquals((5 << 20) + 5, child.nextData(ALL, (5 << 20) + 5));
        assertEquals(8 << 20, child.nextData(ALL, (5 << 20) + PAGE));
        assertEquals(RAM - PAGE, child.nextData(ALL, 12 << 20));
        assertEquals(RAM, parent.nextData(ALL, RAM));
    }

    @Test
    void whoCanStillWriteIsInTheWayAndNothingIsLost() {
        GuestMemory parent = memory();
        parent.putLong(0, 1);
        try (Fd same = Fd.open(HostUse.fds(NAME).get(0));
                Mapping writable = Mapping.shared(same, PAGE)) {
            assertEquals(1, writable.view(0, 8).getLong(0));
            FrozenMemory frozen = freeze(parent);
            assertEquals("EBUSY", failure(() -> child(frozen)));
            assertEquals(1, parent.getLong(0));
            parent.putLong(0, 2);
            assertEquals("EBUSY", failure(() -> freeze(parent).view()));
            parent.putLong(PAGE, 3);
        }
        GuestMemory child = child(freeze(parent));
        assertEquals(2, child.getLong(0));
        assertEquals(3, child.getLong(PAGE));
        assertEquals(2, parent.getLong(0));
    }

    /** Pages that were written in a row, of which the file has every other one. */
    @Test
    void aViewShowsEachPageOnce() {
        GuestMemory parent = memory();
        for (long page = 1; page < 8; page += 2) {
            parent.putLong(page * PAGE, page);
        }
        freeze(parent).close();
        for (long page = 0; page < 8; page++) {
            parent.putLong(page * PAGE + 8, page + 1);
        }
        List<Long> pages = new ArrayList<>();
        try (FrozenView view = freeze(parent).view()) {
            view.data((offset, length) -> {
                for (long at = offset; at < offset + length; at += PAGE) {
                    pages.add(at / PAGE);
                    assertEquals(at / PAGE + 1, view.bytes(at, PAGE).getLong(8));
                    assertEquals(
                            at / PAGE % 2 == 0 ? 0 : at / PAGE,
                            view.bytes(at, PAGE).getLong(0));
                }
            });
        }
        assertEquals(
                List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), pages.stream().sorted().toList());
    }

    @Test
    void withoutDescriptorsNothingIsLost() throws Exception {
        GuestMemory parent = memory();
        parent.putLong(0, 1);
        FrozenMemory first = freeze(parent);
        parent.putLong(0, 2);
        freeze(parent).close();
        assertEquals("ENOENT", failure(() -> Fd.openReadOnly(Path.of("/nowhere"))), "and loads what it takes to fail");
        try (HostLimit none = HostLimit.noDescriptor()) {
            assertEquals("EMFILE", failure(parent::freeze));
        }
        assertEquals(2, parent.getLong(0));
        assertEquals(1, child(first).getLong(0));
        assertEquals(2, child(freeze(parent)).getLong(0));
    }

    @Test
    void withoutRoomForAFileNothingIsLost() throws Exception {
        GuestMemory parent = memory();
        parent.putLong(0, 1);
        freeze(parent);
        HostUse before = HostUse.of(NAME);
        for (long written : new long[] {PAGE, MappedBacking.ALWAYS_COPIED + PAGE}) {
            fill(parent, 0, written, 2);
            try (HostLimit small = HostLimit.fileSize(RAM / 2)) {
                assertThrows(NativeException.class, parent::freeze);
            }
            assertEquals(before, HostUse.of(NAME));
            assertEquals(2, parent.getLong(0));
        }
        assertEquals(2, child(freeze(parent)).getLong(MappedBacking.ALWAYS_COPIED));
    }

    @Test
    void aLargeMachine() {
        MemoryMap five = MemoryMap.of(5L << 30, 40);
        GuestMemory parent = open(GuestMemory.map(five, NAME));
        long[] places = {0, (1L << 30) - 8, 3L << 29, 4L << 30, (6L << 30) - 8};
        for (long place : places) {
            parent.putLong(place, place + 1);
        }
        freeze(parent);
        for (long place : places) {
            parent.putLong(place, place + 2);
        }
        FrozenMemory frozen = freeze(parent);
        assertEquals(places.length, frozen.copiedPages());
        GuestMemory child = open(GuestMemory.of(five, frozen, NAME));
        for (long place : places) {
            assertEquals(place + 2, child.getLong(place));
        }
    }
}
