/* Operations on a variable that no other thread sees half done. */
#ifndef STANDPIPE_INTERLOCKEDAPI_H
#define STANDPIPE_INTERLOCKEDAPI_H

#include "minwinbase.h"

/* They are gcc's, and take the variable's own type and size: "volatile long", of 64 bits here, is right too. All are
   full barriers; the forms that could be weaker are the same. */
#define InterlockedIncrement(addend) __atomic_add_fetch((addend), 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement(addend) __atomic_sub_fetch((addend), 1, __ATOMIC_SEQ_CST)
#define InterlockedAdd(addend, value) __atomic_add_fetch((addend), (value), __ATOMIC_SEQ_CST)
#define InterlockedExchange(target, value) __atomic_exchange_n((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd(addend, value) __atomic_fetch_add((addend), (value), __ATOMIC_SEQ_CST)
#define InterlockedExchangeSubtract(addend, value) __atomic_fetch_sub((addend), (value), __ATOMIC_SEQ_CST)
#define InterlockedCompareExchange(destination, exchange, comparand) \
    __sync_val_compare_and_swap((destination), (comparand), (exchange))
#define InterlockedAnd(destination, value) __atomic_fetch_and((destination), (value), __ATOMIC_SEQ_CST)
#define InterlockedOr(destination, value) __atomic_fetch_or((destination), (value), __ATOMIC_SEQ_CST)
#define InterlockedXor(destination, value) __atomic_fetch_xor((destination), (value), __ATOMIC_SEQ_CST)
#ifdef __cplusplus
/* Functions, for g++ warns of a pointer that nobody takes of the builtins. As on Windows, the variable is a PVOID. */
inline PVOID InterlockedExchangePointer(PVOID volatile *target, PVOID value)
{
    return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}
inline PVOID InterlockedCompareExchangePointer(PVOID volatile *destination, PVOID exchange, PVOID comparand)
{
    return __sync_val_compare_and_swap(destination, comparand, exchange);
}
#else
#define InterlockedExchangePointer(target, value) __atomic_exchange_n((target), (value), __ATOMIC_SEQ_CST)
#define InterlockedCompareExchangePointer(destination, exchange, comparand) \
    __sync_val_compare_and_swap((destination), (comparand), (exchange))
#endif

/* Of 16 bits. */
#define InterlockedIncrement16 InterlockedIncrement
#define InterlockedDecrement16 InterlockedDecrement
#define InterlockedExchange16 InterlockedExchange
#define InterlockedExchangeAdd16 InterlockedExchangeAdd
#define InterlockedCompareExchange16 InterlockedCompareExchange
#define InterlockedAnd16 InterlockedAnd
#define InterlockedOr16 InterlockedOr
#define InterlockedXor16 InterlockedXor

/* Of 64 bits. */
#define InterlockedIncrement64 InterlockedIncrement
#define InterlockedDecrement64 InterlockedDecrement
#define InterlockedAdd64 InterlockedAdd
#define InterlockedExchange64 InterlockedExchange
#define InterlockedExchangeAdd64 InterlockedExchangeAdd
#define InterlockedCompareExchange64 InterlockedCompareExchange
#define InterlockedAnd64 InterlockedAnd
#define InterlockedOr64 InterlockedOr
#define InterlockedXor64 InterlockedXor

/* Of 8 bits. */
#define InterlockedExchange8 InterlockedExchange
#define InterlockedExchangeAdd8 InterlockedExchangeAdd
#define InterlockedCompareExchange8 InterlockedCompareExchange
#define InterlockedAnd8 InterlockedAnd
#define InterlockedOr8 InterlockedOr
#define InterlockedXor8 InterlockedXor

#define InterlockedExchangePointerAcquire InterlockedExchangePointer
#define InterlockedCompareExchangePointerAcquire InterlockedCompareExchangePointer
#define InterlockedIncrementAcquire InterlockedIncrement
#define InterlockedIncrement64Acquire InterlockedIncrement
#define InterlockedIncrement16Acquire InterlockedIncrement
#define InterlockedDecrementAcquire InterlockedDecrement
#define InterlockedDecrement64Acquire InterlockedDecrement
#define InterlockedDecrement16Acquire InterlockedDecrement
#define InterlockedAddAcquire InterlockedAdd
#define InterlockedExchangeAcquire InterlockedExchange
#define InterlockedExchange64Acquire InterlockedExchange
#define InterlockedExchangeAddAcquire InterlockedExchangeAdd
#define InterlockedExchangeAdd64Acquire InterlockedExchangeAdd
#define InterlockedCompareExchangeAcquire InterlockedCompareExchange
#define InterlockedCompareExchange64Acquire InterlockedCompareExchange
#define InterlockedCompareExchange16Acquire InterlockedCompareExchange
#define InterlockedAndAcquire InterlockedAnd
#define InterlockedAnd64Acquire InterlockedAnd
#define InterlockedAnd16Acquire InterlockedAnd
#define InterlockedOrAcquire InterlockedOr
#define InterlockedOr64Acquire InterlockedOr
#define InterlockedOr16Acquire InterlockedOr
#define InterlockedXorAcquire InterlockedXor
#define InterlockedXor64Acquire InterlockedXor
#define InterlockedXor16Acquire InterlockedXor

#define InterlockedExchangePointerRelease InterlockedExchangePointer
#define InterlockedCompareExchangePointerRelease InterlockedCompareExchangePointer
#define InterlockedIncrementRelease InterlockedIncrement
#define InterlockedIncrement64Release InterlockedIncrement
#define InterlockedIncrement16Release InterlockedIncrement
#define InterlockedDecrementRelease InterlockedDecrement
#define InterlockedDecrement64Release InterlockedDecrement
#define InterlockedDecrement16Release InterlockedDecrement
#define InterlockedAddRelease InterlockedAdd
#define InterlockedExchangeRelease InterlockedExchange
#define InterlockedExchange64Release InterlockedExchange
#define InterlockedExchangeAddRelease InterlockedExchangeAdd
#define InterlockedExchangeAdd64Release InterlockedExchangeAdd
#define InterlockedCompareExchangeRelease InterlockedCompareExchange
#define InterlockedCompareExchange64Release InterlockedCompareExchange
#define InterlockedCompareExchange16Release InterlockedCompareExchange
#define InterlockedAndRelease InterlockedAnd
#define InterlockedAnd64Release InterlockedAnd
#define InterlockedAnd16Release InterlockedAnd
#define InterlockedOrRelease InterlockedOr
#define InterlockedOr64Release InterlockedOr
#define InterlockedOr16Release InterlockedOr
#define InterlockedXorRelease InterlockedXor
#define InterlockedXor64Release InterlockedXor
#define InterlockedXor16Release InterlockedXor

#define InterlockedExchangePointerNoFence InterlockedExchangePointer
#define InterlockedCompareExchangePointerNoFence InterlockedCompareExchangePointer
#define InterlockedIncrementNoFence InterlockedIncrement
#define InterlockedIncrement64NoFence InterlockedIncrement
#define InterlockedIncrement16NoFence InterlockedIncrement
#define InterlockedDecrementNoFence InterlockedDecrement
#define InterlockedDecrement64NoFence InterlockedDecrement
#define InterlockedDecrement16NoFence InterlockedDecrement
#define InterlockedAddNoFence InterlockedAdd
#define InterlockedExchangeNoFence InterlockedExchange
#define InterlockedExchange64NoFence InterlockedExchange
#define InterlockedExchangeAddNoFence InterlockedExchangeAdd
#define InterlockedExchangeAdd64NoFence InterlockedExchangeAdd
#define InterlockedCompareExchangeNoFence InterlockedCompareExchange
#define InterlockedCompareExchange64NoFence InterlockedCompareExchange
#define InterlockedCompareExchange16NoFence InterlockedCompareExchange
#define InterlockedAndNoFence InterlockedAnd
#define InterlockedAnd64NoFence InterlockedAnd
#define InterlockedAnd16NoFence InterlockedAnd
#define InterlockedOrNoFence InterlockedOr
#define InterlockedOr64NoFence InterlockedOr
#define InterlockedOr16NoFence InterlockedOr
#define InterlockedXorNoFence InterlockedXor
#define InterlockedXor64NoFence InterlockedXor
#define InterlockedXor16NoFence InterlockedXor

/* The names that Microsoft's compiler has for them. */
#define _InterlockedIncrement InterlockedIncrement
#define _InterlockedIncrement16 InterlockedIncrement
#define _InterlockedIncrement64 InterlockedIncrement
#define _InterlockedDecrement InterlockedDecrement
#define _InterlockedDecrement16 InterlockedDecrement
#define _InterlockedDecrement64 InterlockedDecrement
#define _InterlockedAdd InterlockedAdd
#define _InterlockedExchange InterlockedExchange
#define _InterlockedExchange16 InterlockedExchange
#define _InterlockedExchange64 InterlockedExchange
#define _InterlockedExchange8 InterlockedExchange
#define _InterlockedExchangeAdd InterlockedExchangeAdd
#define _InterlockedExchangeAdd16 InterlockedExchangeAdd
#define _InterlockedExchangeAdd64 InterlockedExchangeAdd
#define _InterlockedExchangeAdd8 InterlockedExchangeAdd
#define _InterlockedCompareExchange InterlockedCompareExchange
#define _InterlockedCompareExchange16 InterlockedCompareExchange
#define _InterlockedCompareExchange64 InterlockedCompareExchange
#define _InterlockedCompareExchange8 InterlockedCompareExchange
#define _InterlockedAnd InterlockedAnd
#define _InterlockedAnd16 InterlockedAnd
#define _InterlockedAnd64 InterlockedAnd
#define _InterlockedAnd8 InterlockedAnd
#define _InterlockedOr InterlockedOr
#define _InterlockedOr16 InterlockedOr
#define _InterlockedOr64 InterlockedOr
#define _InterlockedOr8 InterlockedOr
#define _InterlockedXor InterlockedXor
#define _InterlockedXor16 InterlockedXor
#define _InterlockedXor64 InterlockedXor
#define _InterlockedXor8 InterlockedXor
#define _InterlockedExchangePointer InterlockedExchangePointer
#define _InterlockedCompareExchangePointer InterlockedCompareExchangePointer

/* A bit, by its number, and what it was. */
static __inline__ BOOLEAN InterlockedBitTestAndSet(volatile LONG *Base, LONG Bit) {
    LONG mask = (LONG)(1u << (Bit & 31));
    return (__atomic_fetch_or(&Base[Bit / 32], mask, __ATOMIC_SEQ_CST) & mask) != 0;
}

static __inline__ BOOLEAN InterlockedBitTestAndReset(volatile LONG *Base, LONG Bit) {
    LONG mask = (LONG)(1u << (Bit & 31));
    return (__atomic_fetch_and(&Base[Bit / 32], ~mask, __ATOMIC_SEQ_CST) & mask) != 0;
}

#endif
