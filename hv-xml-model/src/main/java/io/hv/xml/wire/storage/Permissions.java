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

/** {@code <permissions>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "permissions")
public final class Permissions extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Permissions.Mode.class),
        @XmlElementRef(type = Permissions.Owner.class),
        @XmlElementRef(type = Permissions.Group.class),
        @XmlElementRef(type = Permissions.Label.class),
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

    /** {@code <mode>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "mode")
    public static final class Mode extends WireLeaf {
    }

    /** {@code <owner>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "owner")
    public static final class Owner extends WireLeaf {
    }

    /** {@code <group>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "group")
    public static final class Group extends WireLeaf {
    }

    /** {@code <label>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "label")
    public static final class Label extends WireLeaf {
    }
}
