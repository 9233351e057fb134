// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

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

/** {@code <secmodel>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "secmodel")
public final class Secmodel extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Secmodel.Model.class),
        @XmlElementRef(type = Secmodel.Doi.class),
        @XmlElementRef(type = Secmodel.Baselabel.class),
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

    /** {@code <model>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "model")
    public static final class Model extends WireLeaf {
    }

    /** {@code <doi>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "doi")
    public static final class Doi extends WireLeaf {
    }

    /** {@code <baselabel>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "baselabel")
    public static final class Baselabel extends WireLeaf {

        @XmlAttribute(name = "type")
        public @Nullable String type;
    }
}
