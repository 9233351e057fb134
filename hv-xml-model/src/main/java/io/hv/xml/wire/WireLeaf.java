package io.hv.xml.wire;

import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of which the schema knows no children by name: a text, attributes alone, or anything. */
@XmlTransient
public abstract class WireLeaf extends WireElement {

    @XmlMixed
    @XmlElementRefs(@XmlElementRef(type = Unknown.class))
    private @Nullable List<Object> content;

    /** For the subclasses. */
    protected WireLeaf() {}

    @Override
    protected final @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected final void content(List<Object> content) {
        this.content = content;
    }
}
