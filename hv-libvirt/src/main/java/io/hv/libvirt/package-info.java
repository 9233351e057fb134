/**
 * The libvirt backend: {@code test:///FILE.xml}, {@code qemu:///system} and whatever else libvirt connects to.
 *
 * <p>It stands on libvirt-java, on its lower half: {@code org.libvirt.jna.Libvirt} maps some 290 of libvirt's functions
 * and their types, and the missing ones stand beside it in an interface that extends it. The upper half, {@code Connect}
 * and {@code Domain}, is not used, for what it cannot be talked out of:
 *
 * <ul>
 *   <li>names that are not ASCII break unless the whole JVM is started with {@code -Djna.encoding=UTF-8}; a mapping of
 *       one's own says UTF-8 for itself;
 *   <li>its handles are freed by {@code finalize()}, and a connection stays open until the last has been;
 *   <li>asking for what is not there costs an exception; here it costs a null pointer;
 *   <li>error codes that are younger than its enumeration all become "unknown".
 * </ul>
 *
 * <p>Native handles never leave this package: each has one owner, which closes it. A domain's handle is a name; every
 * call looks the domain up, so that a domain which another client removed is simply not found.
 */
@NullMarked
package io.hv.libvirt;

import org.jspecify.annotations.NullMarked;
