package io.hv.image;

import io.hv.image.file.StorageLayer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** How an image is converted into another. Immutable. */
public final class ConvertOptions {

    private static final int MAX_THREADS = 64;
    /** Of these most wait for a disk at any time: so one always has something to do for it. */
    private static final int COPYING_THREADS = 16;
    /** As many as suit what is converted. */
    private static final int UNSAID = 0;

    private final CreateOptions target;
    private final boolean compressed;
    private final int threads;
    private final BackingPolicy backing;
    private final DoubleConsumer progress;
    private final BooleanSupplier cancelled;
    private final StorageLayer layer;

    private ConvertOptions(
            CreateOptions target,
            boolean compressed,
            int threads,
            BackingPolicy backing,
            DoubleConsumer progress,
            BooleanSupplier cancelled,
            StorageLayer layer) {
        this.target = target;
        this.compressed = compressed;
        this.threads = threads;
        this.backing = backing;
        this.progress = progress;
        this.cancelled = cancelled;
        this.layer = layer;
    }

    /** Into an image of this format, with the capacity of what is converted. */
    public static ConvertOptions to(ImageFormat format) {
        return to(CreateOptions.of(format, 0));
    }

    /**
     * Into an image like this, which is no overlay; of its capacity only a larger one than that of what is converted counts.
     */
    public static ConvertOptions to(CreateOptions target) {
        return new ConvertOptions(
                target, false, UNSAID, BackingPolicy.ownFolder(), done -> {}, () -> false, StorageLayer.NONE);
    }

    /** With compressed clusters: in qcow2, and in VMDK of subformat streamOptimized, whose grains always are. */
    public ConvertOptions compressed() {
        return new ConvertOptions(target, true, threads, backing, progress, cancelled, layer);
    }

    /**
     * By so many threads, 1 to 64. Where nothing is said, there are as many as processors, and at least 16 where nothing is
     * compressed. What is to be written in order (streamOptimized) is, by one.
     */
    public ConvertOptions threads(int count) {
        if (count < 1 || count > MAX_THREADS) {
            throw new IllegalArgumentException(count + " threads, not 1 to 64");
        }
        return new ConvertOptions(target, compressed, count, backing, progress, cancelled, layer);
    }

    /** With another policy of which files the target may name. */
    public ConvertOptions backing(BackingPolicy policy) {
        return new ConvertOptions(target, compressed, threads, policy, progress, cancelled, layer);
    }

    /** Tells how much is done, 0 to 1, rising; on the threads that do it, one at a time. */
    public ConvertOptions onProgress(DoubleConsumer listener) {
        return new ConvertOptions(target, compressed, threads, backing, listener, cancelled, layer);
    }

    /** Ends it when this says so, which is asked between two pieces, on any thread. */
    public ConvertOptions cancelledWhen(BooleanSupplier condition) {
        return new ConvertOptions(target, compressed, threads, backing, progress, condition, layer);
    }

    /** A job's listener is told, too, and its end is one. */
    ConvertOptions on(Course course) {
        return onProgress(progress.andThen(course.progress()))
                .cancelledWhen(
                        () -> cancelled.getAsBoolean() || course.cancelled().getAsBoolean());
    }

    /** With something between the target and its files. */
    ConvertOptions through(StorageLayer between) {
        return new ConvertOptions(target, compressed, threads, backing, progress, cancelled, between);
    }

    /** What is between the target and its files. */
    StorageLayer layer() {
        return layer;
    }

    CreateOptions target(Image source) {
        return target.capacity(Math.max(source.capacity(), target.capacity().orElse(0)));
    }

    Optional<String> dataFile() {
        return target.dataFile();
    }

    boolean isOverlay() {
        return target.backingFile().isPresent();
    }

    boolean isCompressed() {
        return compressed;
    }

    int threads() {
        if (threads != UNSAID) {
            return threads;
        }
        int processors = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        return compressed ? processors : Math.max(COPYING_THREADS, processors);
    }

    BackingPolicy backing() {
        return backing;
    }

    DoubleConsumer progress() {
        return progress;
    }

    BooleanSupplier cancelled() {
        return cancelled;
    }
}
