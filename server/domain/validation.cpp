// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/validation.h"

#include "shared/ids.h"

#include <QList>

#include <algorithm>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr int emailLength = 254;
constexpr int phoneLength = 64;
constexpr int reasonLength = 500;

Error invalid(const QString &detail)
{
    return Error::invalid(detail);
}

bool isInLine(char32_t c)
{
    // The joiners of emoji and of several scripts; the key does not contain them.
    if (c == 0x200c || c == 0x200d)
        return true;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

bool isPrintable(char32_t c)
{
    // Invisible, although Unicode classifies it as a symbol.
    if (c == 0x2800)
        return false;
    const auto category = QChar::category(c);
    return isInLine(c) && category != QChar::Other_PrivateUse &&
           category != QChar::Other_NotAssigned;
}

bool hasLoneSurrogate(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (!text[i].isHighSurrogate() || i + 1 == text.size() || !text[i + 1].isLowSurrogate())
            return true;
        ++i;
    }
    return false;
}

// Qt sorts combining marks by insertion (quadratic), so the length must be limited before
// normalisation. Normalising combines at most four characters into one, each of at most two units.
bool isFarLonger(const QString &text, int maxLength)
{
    return text.size() > 8 * qsizetype(maxLength);
}

// A name is one line of printable text. The form of an id is reserved, because clients pass either.
Result<QString> validName(const QString &what, const QString &text, int maxLength)
{
    const Error tooLong =
        invalid(u"The %1 is longer than %2 characters"_s.arg(what).arg(maxLength));
    const QString typed = text.trimmed();
    if (isFarLonger(typed, maxLength))
        return tooLong;
    const QString name = typed.normalized(QString::NormalizationForm_C).trimmed();
    if (name.isEmpty())
        return invalid(u"The %1 is empty"_s.arg(what));
    const auto points = name.toUcs4();
    if (points.size() > maxLength)
        return tooLong;
    if (hasLoneSurrogate(name) || !std::all_of(points.begin(), points.end(), isPrintable))
        return invalid(u"The %1 has characters that cannot be shown"_s.arg(what));
    // The checks below use the key: "＠" is a different character than "@", but the same name.
    const QString key = foldedKey(name);
    if (key.trimmed().isEmpty())
        return invalid(u"The %1 is empty"_s.arg(what));
    if (key.contains("  "_L1))
        return invalid(u"The %1 has two spaces in a row"_s.arg(what));
    if (rawIdFromHex(key))
        return invalid(u"The %1 must not look like an id"_s.arg(what));
    return name;
}

// The skeleton of a name (Unicode TR 39), extended by look-alikes that the standard distinguishes.
QString skeleton(const QString &name)
{
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *checker = uspoof_open(&status);
    char16_t buffer[1024];
    const auto *text = reinterpret_cast<const UChar *>(name.utf16());
    const int32_t length =
        uspoof_getSkeleton(checker, 0, text, int32_t(name.size()), buffer, 1024, &status);
    uspoof_close(checker);
    if (U_FAILURE(status))
        return name;
    QString shape = QString::fromUtf16(buffer, length);
    return shape.replace(u'l', u'i').replace(u'!', u'i').replace(u'4', u'a');
}

bool looksLikeAdmin(const QString &name)
{
    const QString admin = skeleton(u"admin"_s);
    return skeleton(foldedKey(name)) == admin || skeleton(name).toCaseFolded() == admin;
}

} // namespace

Result<QString> validUsername(const QString &name, const Limits &limits)
{
    auto valid = validName(u"user name"_s, name, limits.usernameLength);
    if (!valid)
        return valid;
    if (foldedKey(*valid).contains(u'@'))
        return invalid(u"The user name must not contain \"@\""_s);
    // The audit log names the users of the machine like this.
    const QString key = foldedKey(*valid);
    if (looksLikeAdmin(*valid) || key.startsWith(u"local:") || key.startsWith(u"cli:"))
        return invalid(u"The user name is reserved"_s);
    return valid;
}

Result<QString> validEmail(const QString &email)
{
    const QString address = email.trimmed();
    const qsizetype at = address.indexOf(u'@');
    const auto points = address.toUcs4();
    const bool printable = std::all_of(points.begin(), points.end(), isPrintable);
    if (address.size() > emailLength || at < 1 || at > 64 || at != address.lastIndexOf(u'@') ||
        at == address.size() - 1 || address.contains(u' ') || !printable ||
        hasLoneSurrogate(address)) {
        return invalid(u"The e-mail address is not valid"_s);
    }
    return address;
}

Result<QString> validPhoneNumber(const QString &number)
{
    const QString typed = number.trimmed();
    const auto valid = validName(u"phone number"_s, typed, phoneLength);
    return valid && phoneKey(*valid).isEmpty() ? invalid(u"The phone number is empty"_s) : valid;
}

Result<QString> validPassword(const QString &password, const Limits &limits)
{
    if (hasLoneSurrogate(password))
        return invalid(u"The password is not valid Unicode"_s);
    const qsizetype bytes = password.toUtf8().size();
    if (bytes < limits.passwordMinBytes)
        return invalid(
            u"The password is shorter than %1 characters"_s.arg(limits.passwordMinBytes));
    if (bytes > limits.passwordMaxBytes)
        return invalid(u"The password is longer than %1 bytes"_s.arg(limits.passwordMaxBytes));
    return password;
}

Result<QString> validRoomName(const QString &name, const Limits &limits)
{
    return validName(u"room name"_s, name, limits.roomNameLength);
}

Result<QString> validMessageText(const QString &text, const Limits &limits)
{
    if (text.trimmed().isEmpty())
        return invalid(u"The message is empty"_s);
    if (text.contains(QChar::Null) || hasLoneSurrogate(text))
        return invalid(u"The message is not valid Unicode text"_s);
    if (text.toUtf8().size() > limits.messageBytes)
        return invalid(u"The message is longer than %1 bytes"_s.arg(limits.messageBytes));
    return text;
}

bool isPlainLine(const QString &text)
{
    const auto points = text.toUcs4();
    return !hasLoneSurrogate(text) && std::all_of(points.begin(), points.end(), isInLine);
}

Result<QString> validReason(const QString &text)
{
    const QString reason = text.trimmed();
    if (isFarLonger(reason, reasonLength) || reason.toUcs4().size() > reasonLength)
        return invalid(u"The reason is longer than %1 characters"_s.arg(reasonLength));
    if (!isPlainLine(reason))
        return invalid(u"The reason must be one line of text"_s);
    return reason;
}

Result<QString> validClientId(const QString &clientId, const Limits &limits)
{
    if (clientId.isEmpty() || clientId.toUtf8().size() > limits.clientIdBytes ||
        clientId.contains(QChar::Null) || hasLoneSurrogate(clientId)) {
        return invalid(u"\"clientId\" must have 1 to %1 bytes"_s.arg(limits.clientIdBytes));
    }
    return clientId;
}

Result<QString> validSearch(const QString &text, int maxLength)
{
    if (isFarLonger(text, maxLength) || text.toUcs4().size() > maxLength)
        return invalid(u"What is searched for is longer than %1 characters"_s.arg(maxLength));
    return foldedKey(text);
}

QString loginKey(const QString &login)
{
    const QString typed = login.trimmed();
    const int longest = std::max(Limits().usernameLength, emailLength);
    return isFarLonger(typed, longest) ? QString() : foldedKey(typed);
}

QString phoneKey(const QString &number)
{
    const QString typed = number.trimmed();
    if (isFarLonger(typed, phoneLength) || typed.toUcs4().size() > phoneLength)
        return {};
    // Existing clients do not validate: text that is not a number is used as typed.
    QString key = foldedKey(typed);
    const auto groups = [](QChar c) { return u" -().\t/"_s.contains(c); };
    const bool isNumber = std::all_of(
        key.begin(), key.end(), [&](QChar c) { return c.isDigit() || c == u'+' || groups(c); });
    return isNumber ? key.removeIf(groups) : key;
}

QString foldedKey(const QString &name)
{
    // NFKC_Casefold (Unicode 3.13) also removes invisible characters: joiners, variation selectors,
    // fillers. The result is at most 18 times as long.
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
    QString key(18 * name.size() + 1, Qt::Uninitialized);
    const int32_t length = unorm2_normalize(
        normalizer, reinterpret_cast<const UChar *>(name.utf16()), int32_t(name.size()),
        reinterpret_cast<UChar *>(key.data()), int32_t(key.size()), &status);
    if (U_FAILURE(status))
        return name.normalized(QString::NormalizationForm_KC).toCaseFolded();
    key.truncate(length);
    return key;
}

} // namespace parlance
