package io.hv.xml.generator;

/** A name with its namespace, which is empty for libvirt's own. */
record Name(String namespace, String local) {

    @Override
    public String toString() {
        return namespace.isEmpty() ? local : "{" + namespace + "}" + local;
    }
}
