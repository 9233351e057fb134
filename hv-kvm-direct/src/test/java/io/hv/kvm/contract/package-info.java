/** kvm:/// and the contracts. */
@NullMarked
package io.hv.kvm.contract;

import org.jspecify.annotations.NullMarked;
