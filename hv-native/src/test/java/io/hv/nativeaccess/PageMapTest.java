package io.hv.nativeaccess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@LinuxOnly
class PageMapTest {

    private static final int PAGE = PageMap.PAGE;

    /** More than one look at the table, and not a multiple of one. */
    private static final long SIZE = (3 * 8192L + 5) * PAGE;

    private static final int ALL = (int) SIZE;

    /** By both ways, which must agree. */
    private static List<String> own(Mapping mapping) {
        List<String> runs = own(mapping, true);
        assertEquals(runs, own(mapping, false));
        return runs;
    }

    private static List<String> own(Mapping mapping, boolean scans) {
        List<String> runs = new ArrayList<>();
        try (PageMap pages = new PageMap(scans)) {
            pages.own(mapping, (offset, length) -> runs.add(offset / PAGE + "+" + length / PAGE));
        }
        return runs;
    }

    private static void touch(ByteBuffer view, int page) {
        view.put(page * PAGE + 17, (byte) 1);
    }

    @Test
    void writtenPagesAreOwn() {
        try (Fd fd = Memfd.create("hv-own", SIZE);
                Mapping mapping = Mapping.ofPrivate(fd, SIZE)) {
            ByteBuffer view = mapping.view(0, ALL);
            assertEquals(List.of(), own(mapping));
            for (int page : new int[] {0, 7, 8, 9, 8191, 8192, 16384, 3 * 8192 + 4}) {
                touch(view, page);
            }
            assertEquals(List.of("0+1", "7+3", "8191+2", "16384+1", "24580+1"), own(mapping));
        }
    }

    /** More runs than one answer has room for, and a long one across its end. */
    @Test
    void runsAreWholeHoweverMany() {
        try (Fd fd = Memfd.create("hv-many", SIZE);
                Mapping mapping = Mapping.ofPrivate(fd, SIZE)) {
            ByteBuffer view = mapping.view(0, ALL);
            List<String> expected = new ArrayList<>();
            for (int page = 0; page < 2 * 1536; page += 2) {
                touch(view, page);
                expected.add(page + "+1");
            }
            for (int page = 8000; page < 9000; page++) {
                touch(view, page);
            }
            expected.add("8000+1000");
            assertEquals(expected, own(mapping));
        }
    }

    @Test
    void pagesThatWereOnlyReadAreTheFiles() {
        try (Fd fd = Memfd.create("hv-read", SIZE)) {
            try (Mapping writer = Mapping.shared(fd, SIZE)) {
                touch(writer.view(0, ALL), 3);
                assertEquals(List.of(), own(writer), "a shared mapping has none");
            }
            try (Mapping mapping = Mapping.ofPrivate(fd, SIZE)) {
                ByteBuffer view = mapping.view(0, ALL);
                assertEquals(1, view.get(3 * PAGE + 17));
                assertEquals(0, view.get(4 * PAGE + 17), "a hole");
                assertEquals(List.of(), own(mapping));
                touch(view, 4);
                assertEquals(List.of("4+1"), own(mapping));
            }
        }
    }

    @Test
    void theNextOneIsFoundHoweverFar() {
        try (Fd fd = Memfd.create("hv-next", SIZE);
                Mapping mapping = Mapping.ofPrivate(fd, SIZE);
                PageMap pages = new PageMap()) {
            ByteBuffer view = mapping.view(0, ALL);
            assertEquals(SIZE, pages.nextOwn(mapping, 0, SIZE));
            touch(view, 5);
            touch(view, 20_000);
            assertEquals(5L * PAGE, pages.nextOwn(mapping, 0, SIZE));
            assertEquals(5L * PAGE, pages.nextOwn(mapping, 5L * PAGE, SIZE));
            assertEquals(20_000L * PAGE, pages.nextOwn(mapping, 6L * PAGE, SIZE));
            assertEquals(20_000L * PAGE, pages.nextOwn(mapping, 6L * PAGE, 20_000L * PAGE));
            assertEquals(SIZE, pages.nextOwn(mapping, 20_001L * PAGE, SIZE));
            assertEquals(SIZE, pages.nextOwn(mapping, SIZE, SIZE));
        }
    }

    @Test
    void readingItLeavesNoDescriptor() {
        long before = ProcessFds.count();
        try (Fd fd = Memfd.create("hv-fds", SIZE);
                Mapping mapping = Mapping.ofPrivate(fd, SIZE)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(List.of(), own(mapping));
            }
        }
        assertEquals(before, ProcessFds.count());
    }
}
