// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storage;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <features>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "features")
public final class Features extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Features.LazyRefcounts.class),
        @XmlElementRef(type = Features.ExtendedL2.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <lazy_refcounts>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "lazy_refcounts")
    public static final class LazyRefcounts extends WireLeaf {
    }

    /** {@code <extended_l2>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "extended_l2")
    public static final class ExtendedL2 extends WireLeaf {
    }
}
