package io.hv.xml.domain;

import io.hv.HostPath;

/** Where firmware keeps its variables. Not thread-safe. */
public final class NvramElement extends Element {

    NvramElement(Place here) {
        super(here);
    }

    /** What a new one is copied from, a path on the host. */
    public TextValue<HostPath> template() {
        return here.attribute("template", Form.PATH);
    }

    /** Of which kind {@link #sourceElement} is. */
    public TextValue<StorageType> type() {
        return here.attribute("type", Form.words(StorageType.class));
    }

    /** The file, a path on the host; newer documents have {@link #sourceElement}. */
    public TextValue<HostPath> path() {
        return here.text(Form.PATH);
    }

    /** The source as written, with all that it has. */
    public StorageSourceElement sourceElement() {
        return new StorageSourceElement(here.child("source"));
    }

    /** The storage that it is: its type, and what its source says for that. Empty for an empty drive. */
    public Value<StorageSource> source() {
        return new StorageSourceValue(here);
    }
}
