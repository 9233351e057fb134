// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <seclabel>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "seclabel")
public final class Seclabel extends WireElement {

    @XmlAttribute(name = "model")
    public @Nullable String model;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "relabel")
    public @Nullable String relabel;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Seclabel.Label.class),
        @XmlElementRef(type = Seclabel.Imagelabel.class),
        @XmlElementRef(type = Seclabel.Baselabel.class),
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

    /** {@code <label>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "label")
    public static final class Label extends WireLeaf {
    }

    /** {@code <imagelabel>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "imagelabel")
    public static final class Imagelabel extends WireLeaf {
    }

    /** {@code <baselabel>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "baselabel")
    public static final class Baselabel extends WireLeaf {
    }
}
