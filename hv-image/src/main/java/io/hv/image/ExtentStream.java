package io.hv.image;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Extents one after the other, those that are alike as one. */
final class ExtentStream implements Iterator<Extent> {

    /** How a range begins. */
    interface Source {
        Extent extent(long offset, long length);
    }

    private final Source source;
    private final long end;
    private long at;
    private @Nullable Extent next;

    private ExtentStream(Source source, long at, long end) {
        this.source = source;
        this.at = at;
        this.end = end;
    }

    static Stream<Extent> of(long offset, long length, Source source) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new ExtentStream(source, offset, offset + length), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        return next != null || at < end;
    }

    @Override
    public Extent next() {
        Extent extent = next == null ? look() : next;
        next = null;
        while (at < end) {
            Extent more = look();
            if (!extent.isContinuedBy(more)) {
                next = more;
                break;
            }
            extent = new Extent(
                    extent.offset(),
                    extent.length() + more.length(),
                    extent.kind(),
                    extent.depth(),
                    extent.hostOffset());
        }
        return extent;
    }

    private Extent look() {
        if (at >= end) {
            throw new NoSuchElementException();
        }
        Extent extent = source.extent(at, end - at);
        at = extent.end();
        return extent;
    }
}
