// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.capability;

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

/** {@code <migration_features>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "migration_features")
public final class MigrationFeatures extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = MigrationFeatures.Live.class),
        @XmlElementRef(type = MigrationFeatures.UriTransports.class),
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

    /** {@code <live>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "live")
    public static final class Live extends WireLeaf {
    }

    /** {@code <uri_transports>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uri_transports")
    public static final class UriTransports extends WireElement {

        @XmlMixed
        @XmlElementRefs({
            @XmlElementRef(type = MigrationFeatures.UriTransports.UriTransport.class),
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

        /** {@code <uri_transport>}. */
        @XmlType(name = "")
        @XmlRootElement(name = "uri_transport")
        public static final class UriTransport extends WireLeaf {
        }
    }
}
