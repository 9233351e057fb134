package io.hv.xml.domain;

/** An image that another one lies over. An empty one says that there is none. Not thread-safe. */
public final class BackingStoreElement extends Element {

    BackingStoreElement(Place here) {
        super(here);
    }

    /** {@code index}, 1 or more. */
    public NumberValue index() {
        return here.number("index", Numbers.decimal(1, Numbers.ANY));
    }

    /** {@code type}, a {@link StorageType}. */
    public TextValue<StorageType> type() {
        return here.attribute("type", Form.words(StorageType.class));
    }

    /** The source as written, with all that it has. */
    public StorageSourceElement sourceElement() {
        return new StorageSourceElement(here.child("source"));
    }

    /** The image that this one lies over. */
    public BackingStoreElement backingStore() {
        return new BackingStoreElement(here.child("backingStore"));
    }

    /** The format of an image. */
    public ImageFormatElement format() {
        return new ImageFormatElement(here.child("format"));
    }

    /** The storage that it is: its type, and what its source says for that. Empty for an empty drive. */
    public Value<StorageSource> source() {
        return new StorageSourceValue(here);
    }
}
