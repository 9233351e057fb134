/** libvirt's XML, read and written without loss. */
module io.hv.xml {
    requires static transitive org.jspecify;
    requires static java.compiler;
    requires transitive io.hv;
    requires java.xml;
    requires jakarta.xml.bind;
    requires org.glassfish.jaxb.runtime;

    exports io.hv.xml;
    exports io.hv.xml.domain;
    exports io.hv.xml.value;

    opens io.hv.xml.wire to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.basic to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.capability to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.cpu to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.domain to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.domainbackup to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.domaincaps to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.domaincheckpoint to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.domainsnapshot to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.interfaces to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.network to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.networkport to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.nodedev to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.nwfilter to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.nwfilterbinding to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.privatedata to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.secret to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.storage to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.storagepool to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.storagepoolcaps to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;
    opens io.hv.xml.wire.storagevol to
            jakarta.xml.bind,
            org.glassfish.jaxb.core,
            org.glassfish.jaxb.runtime;

    provides io.hv.spi.DefinitionFormat with
            io.hv.xml.DomainXmlFormat;
}
