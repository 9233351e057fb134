// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domainsnapshot;

import io.hv.xml.wire.Opaque;
import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.domain.Domain;
import io.hv.xml.wire.domain.InactiveDomain;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <domainsnapshot>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "domainsnapshot")
public final class Domainsnapshot extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Domainsnapshot.Name.class),
        @XmlElementRef(type = Domainsnapshot.Description.class),
        @XmlElementRef(type = Domainsnapshot.State.class),
        @XmlElementRef(type = Domainsnapshot.CreationTime.class),
        @XmlElementRef(type = Domainsnapshot.Memory.class),
        @XmlElementRef(type = Domainsnapshot.Disks.class),
        @XmlElementRef(type = Domainsnapshot.Active.class),
        @XmlElementRef(type = Domain.class),
        @XmlElementRef(type = InactiveDomain.class),
        @XmlElementRef(type = Domainsnapshot.Parent.class),
        @XmlElementRef(type = Domainsnapshot.Cookie.class),
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

    /** {@code <state>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "state")
    public static final class State extends WireLeaf {
    }

    /** {@code <creationTime>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "creationTime")
    public static final class CreationTime extends WireLeaf {
    }

    /** {@code <memory>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "memory")
    public static final class Memory extends WireLeaf {

        @XmlAttribute(name = "snapshot")
        public @Nullable String snapshot;

        @XmlAttribute(name = "file")
        public @Nullable String file;
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

    /** {@code <active>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "active")
    public static final class Active extends WireLeaf {
    }

    /** {@code <parent>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "parent")
    public static final class Parent extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = Domainsnapshot.Parent.Name.class),
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

    /** {@code <cookie>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "cookie")
    @Opaque
    public static final class Cookie extends WireLeaf {
    }
}
