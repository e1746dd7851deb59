// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/localpeer.h"

#include <QFile>

#include <algorithm>
#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace parlance::admin {

using namespace Qt::StringLiterals;

namespace {

struct Credentials
{
    uid_t uid;
    gid_t gid;
};

std::optional<Credentials> credentialsOf(int descriptor)
{
#ifdef SO_PEERCRED
    struct ucred found = {};
    socklen_t size = sizeof found;
    if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &found, &size) != 0)
        return std::nullopt;
    return Credentials{found.uid, found.gid};
#else
    Credentials found = {};
    if (::getpeereid(descriptor, &found.uid, &found.gid) != 0)
        return std::nullopt;
    return found;
#endif
}

bool isMember(const struct passwd &account, gid_t group)
{
    int count = 64;
    std::vector<gid_t> groups;
    groups.resize(size_t(count));
    if (::getgrouplist(account.pw_name, account.pw_gid, groups.data(), &count) < 0) {
        groups.resize(size_t(count));
        if (::getgrouplist(account.pw_name, account.pw_gid, groups.data(), &count) < 0)
            return false;
    }
    return std::find(groups.begin(), groups.begin() + count, group) != groups.begin() + count;
}

} // namespace

QString LocalPeer::name() const
{
    return u"local:%1(%2)"_s.arg(user).arg(uid);
}

Result<LocalPeer> findLocalPeer(qintptr descriptor, const QString &path)
{
    const auto credentials = credentialsOf(int(descriptor));
    struct stat file = {};
    if (!credentials || ::stat(QFile::encodeName(path).constData(), &file) != 0)
        return Error::of(ErrorCode::Internal, u"The peer's credentials cannot be read"_s);
    // Names and groups may come from a network, so they are asked for only where they matter.
    if (credentials->uid == 0)
        return LocalPeer{0, u"root"_s};
    const struct passwd *account = ::getpwuid(credentials->uid);
    const bool isShared = (file.st_mode & S_IWGRP) != 0;
    const bool isTrusted = credentials->uid == ::geteuid() ||
                           (isShared && (credentials->gid == file.st_gid ||
                                         (account && isMember(*account, file.st_gid))));
    if (!isTrusted)
        return Error::of(ErrorCode::Forbidden, u"This user may not use the socket"_s);
    return LocalPeer{credentials->uid, account ? QString::fromLocal8Bit(account->pw_name)
                                               : QString::number(credentials->uid)};
}

} // namespace parlance::admin
