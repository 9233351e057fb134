package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** Where a job copies a disk to. Not thread-safe. */
public final class MirrorElement extends Element {

    /** The words of {@link #job}. */
    public enum Job implements Word {
        COPY,
        ACTIVE_COMMIT
    }

    /** The words of {@link #ready}. */
    public enum Ready implements Word {
        YES,
        ABORT,
        PIVOT
    }

    MirrorElement(Place here) {
        super(here);
    }

    /** {@code file}, a path on the host. */
    public TextValue<HostPath> file() {
        return here.attribute("file", Form.PATH);
    }

    /** {@code format}, an {@link ImageFormat}. */
    public TextValue<ImageFormat> format() {
        return here.attribute("format", Form.words(ImageFormat.class));
    }

    /** {@code job}, a {@link Job}. */
    public TextValue<Job> job() {
        return here.attribute("job", Form.words(Job.class));
    }

    /** {@code type}, a {@link StorageType}. */
    public TextValue<StorageType> type() {
        return here.attribute("type", Form.words(StorageType.class));
    }

    /** {@code ready}, a {@link Ready}. */
    public TextValue<Ready> ready() {
        return here.attribute("ready", Form.words(Ready.class));
    }

    /** The source as written, with all that it has. */
    public StorageSourceElement sourceElement() {
        return new StorageSourceElement(here.child("source"));
    }

    /** The format of an image. */
    public ImageFormatElement formatElement() {
        return new ImageFormatElement(here.child("format"));
    }

    /** An image that another one lies over. An empty one says that there is none. */
    public BackingStoreElement backingStore() {
        return new BackingStoreElement(here.child("backingStore"));
    }

    /** The storage that it is: its type, and what its source says for that. Empty for an empty drive. */
    public Value<StorageSource> source() {
        return new StorageSourceValue(here);
    }
}
