/* Security descriptors: a program that makes one compiles, and nothing looks at it. */
#ifndef STANDPIPE_SECURITYBASEAPI_H
#define STANDPIPE_SECURITYBASEAPI_H

#include "errhandlingapi.h"
#include "winerror.h"

/* The code is here, not in the library. */
static __inline__ BOOL InitializeSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor, DWORD dwRevision) {
    if (dwRevision != SECURITY_DESCRIPTOR_REVISION) {
        SetLastError(ERROR_UNKNOWN_REVISION);
        return FALSE;
    }
    memset(pSecurityDescriptor, 0, sizeof(SECURITY_DESCRIPTOR));
    ((PISECURITY_DESCRIPTOR)pSecurityDescriptor)->Revision = SECURITY_DESCRIPTOR_REVISION;
    return TRUE;
}

static __inline__ BOOL IsValidSecurityDescriptor(PSECURITY_DESCRIPTOR pSecurityDescriptor) {
    return ((PISECURITY_DESCRIPTOR)pSecurityDescriptor)->Revision == SECURITY_DESCRIPTOR_REVISION;
}

static __inline__ BOOL SetSecurityDescriptorDacl(
    PSECURITY_DESCRIPTOR pSecurityDescriptor, BOOL bDaclPresent, PACL pDacl, BOOL bDaclDefaulted) {
    PISECURITY_DESCRIPTOR descriptor = (PISECURITY_DESCRIPTOR)pSecurityDescriptor;
    if (descriptor->Revision != SECURITY_DESCRIPTOR_REVISION) {
        SetLastError(ERROR_UNKNOWN_REVISION);
        return FALSE;
    }
    descriptor->Control &= (SECURITY_DESCRIPTOR_CONTROL) ~(SE_DACL_PRESENT | SE_DACL_DEFAULTED);
    descriptor->Dacl = NULL;
    if (bDaclPresent) {
        descriptor->Control |= SE_DACL_PRESENT;
        if (bDaclDefaulted) descriptor->Control |= SE_DACL_DEFAULTED;
        descriptor->Dacl = pDacl;
    }
    return TRUE;
}

#endif
