package io.hv.libvirt;

/** What only libvirt keeps, of a {@link Connection}; a driver may be without. */
record OwnRefs(ConnectionFilters filters, ConnectionSecrets secrets, ConnectionNodeDevices nodeDevices) {

    static OwnRefs of(Connection connection) {
        return new OwnRefs(
                new ConnectionFilters(connection),
                new ConnectionSecrets(connection),
                new ConnectionNodeDevices(connection));
    }
}
