package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where {@code <source>} and {@code <hugepages>} together say what backs a guest's memory. */
final class MemoryBackingValue extends KindValue<MemoryBacking> {

    private static final Kinds KINDS = new Kinds(
            Set.of("source/@type"),
            Map.of("source", Set.of(), "pages", Set.of("hugepages")),
            Map.of("source/@type", Form.WORD));

    private final MemoryBackingElement backing;

    MemoryBackingValue(Place place) {
        super(place, KINDS);
        this.backing = new MemoryBackingElement(place);
    }

    @Override
    @Nullable
    MemoryBacking read() {
        MemoryBackingElement.SourceType type = backing.sourceType().read();
        if (backing.hugepages().exists()) {
            if (type == MemoryBackingElement.SourceType.ANONYMOUS) {
                throw wrong("it is large pages, and memory of the process");
            }
            return new MemoryBacking.LargePages(
                    backing.hugepages().pages().stream().map(this::page).toList(),
                    type == MemoryBackingElement.SourceType.MEMFD);
        }
        if (type == null) {
            return null;
        }
        return switch (type) {
            case ANONYMOUS -> new MemoryBacking.Anonymous();
            case FILE -> new MemoryBacking.File();
            case MEMFD -> new MemoryBacking.Memfd();
        };
    }

    private MemoryBacking.Page page(HugepagesElement.Page page) {
        return new MemoryBacking.Page(
                page.size().get().orElseThrow(() -> wrong("there is no size of a page")),
                page.nodeset().read());
    }

    @Override
    void write(MemoryBacking what) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (what instanceof MemoryBacking.LargePages large) {
            for (MemoryBacking.Page each : large.pages()) {
                Object unused = each.nodes() == null ? "" : Form.CPUS.format(each.nodes());
            }
            // A file beside large pages says nothing about them: it is not for this to take away.
            String type = backing.sourceType().raw().orElse("").strip();
            boolean kept = !large.memfd() && type.equals(MemoryBackingElement.SourceType.FILE.word());
            if (!kept) {
                wanted.put("source/@type", large.memfd() ? MemoryBackingElement.SourceType.MEMFD.word() : null);
            }
            become("pages", wanted);
            backing.hugepages().create();
            write(large.pages());
        } else {
            MemoryBackingElement.SourceType type = what instanceof MemoryBacking.File
                    ? MemoryBackingElement.SourceType.FILE
                    : what instanceof MemoryBacking.Memfd
                            ? MemoryBackingElement.SourceType.MEMFD
                            : MemoryBackingElement.SourceType.ANONYMOUS;
            wanted.put("source/@type", type.word());
            become("source", wanted);
        }
    }

    private void write(List<MemoryBacking.Page> wanted) {
        Elements<HugepagesElement.Page> pages = backing.hugepages().pages();
        while (pages.size() > wanted.size()) {
            pages.get(pages.size() - 1).remove();
        }
        for (int i = 0; i < wanted.size(); i++) {
            HugepagesElement.Page page = i < pages.size() ? pages.get(i) : pages.add();
            page.size().set(wanted.get(i).size());
            CpuSet nodes = wanted.get(i).nodes();
            if (nodes == null) {
                page.nodeset().clear();
            } else {
                page.nodeset().set(nodes);
            }
        }
    }
}
