// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domaincheckpoint;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.domain.Domain;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <domaincheckpoint>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "domaincheckpoint")
public final class Domaincheckpoint extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Domaincheckpoint.Name.class),
        @XmlElementRef(type = Domaincheckpoint.Description.class),
        @XmlElementRef(type = Domaincheckpoint.CreationTime.class),
        @XmlElementRef(type = Domaincheckpoint.Disks.class),
        @XmlElementRef(type = Domain.class),
        @XmlElementRef(type = Domaincheckpoint.Parent.class),
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

    /** {@code <name>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "name")
    public static final class Name extends WireLeaf {
    }

    /** {@code <description>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "description")
    public static final class Description extends WireLeaf {
    }

    /** {@code <creationTime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "creationTime")
    public static final class CreationTime extends WireLeaf {
    }

    /** {@code <disks>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "disks")
    public static final class Disks extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Disk.class),
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
    }

    /** {@code <parent>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "parent")
    public static final class Parent extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Domaincheckpoint.Parent.Name.class),
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

        /** {@code <name>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "name")
        public static final class Name extends WireLeaf {
        }
    }
}
