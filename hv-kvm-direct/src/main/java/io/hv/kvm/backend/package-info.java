/** The neutral API in terms of {@code io.hv.kvm.machine}: finding the backend, checking specs, telling errors. */
@NullMarked
package io.hv.kvm.backend;

import org.jspecify.annotations.NullMarked;
